"""The help, for everybody; the hints, for whoever is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aide import guide, services
from aide.compte import lignes_du_compte
from aide.conseils import CODES, TOUS
from aide.recherche import chercher
from aide.redaction import avec_espaces, en_html
from aide.retour import suite
from commun.horloge import aujourdhui
from commun.retour import adresse_sure

QUESTION_AU_PLUS = 200
RETROUVER = "Vous retrouverez les conseils dans « Mon compte »."


@require_safe
@login_not_required
def aide(request: HttpRequest) -> HttpResponse:
    """The index by role, or what answers a question."""
    question = request.GET.get("texte", "").strip()[:QUESTION_AU_PLUS]
    retour = adresse_sure(request, request.GET.get("retour"))
    contexte = {
        "groupes": guide.par_groupe(),
        "question": question,
        "resultats": chercher(question) if question else [],
        "retour": retour,
        "suite": suite(retour),
        "fil": [("Aide", reverse("aide:aide")), ("Recherche", "")] if question else [("Aide", "")],
    }
    return render(request, "aide/aide.html", contexte)


@require_safe
@login_not_required
def page(request: HttpRequest, sujet: str) -> HttpResponse:
    la_page = guide.pages().get(sujet)
    if la_page is None:
        raise Http404
    retour = adresse_sure(request, request.GET.get("retour"))
    precedente, suivante = guide.voisines(la_page)
    contexte = {
        "page_d_aide": la_page,
        "chapo": avec_espaces(la_page.resume),
        "memes": [p for p in guide.pages().values() if p.groupe == la_page.groupe],
        "corps": en_html(la_page.texte, suite(retour)),
        "sommaire": [section for section in la_page.sections if section.titre],
        "question": "",
        "precedente": precedente,
        "suivante": suivante,
        "retour": retour,
        "suite": suite(retour),
        "fil": [("Aide", reverse("aide:aide")), (la_page.titre, "")],
    }
    return render(request, "aide/page.html", contexte)


@require_POST
def masquer_conseil(request: HttpRequest, code: str) -> HttpResponse:
    services.masquer_conseil(personne=request.user, code=code)
    messages.success(request, f"Ce conseil ne s'affichera plus. {RETROUVER}")
    return redirect(adresse_sure(request, request.POST.get("retour")) or "/")


@require_http_methods(["GET", "HEAD", "POST"])
def mes_conseils(request: HttpRequest) -> HttpResponse:
    """« Mon compte », the hints: none any more, or all again."""
    if request.method == "POST":
        if request.POST.get("choix") == "aucun":
            services.ne_plus_afficher_de_conseils(personne=request.user)
            messages.success(request, f"Aucun conseil ne s'affichera plus. {RETROUVER}")
        else:
            services.afficher_de_nouveau_les_conseils(personne=request.user)
            messages.success(request, "Les conseils s'affichent de nouveau, écran par écran.")
        return redirect(adresse_sure(request, request.POST.get("retour")) or "comptes:mon_compte")
    contexte = {
        "aucun": TOUS in request.user.conseils_masques,
        "masques": bool(set(request.user.conseils_masques) & CODES),
        "rubrique": next(iter(lignes_du_compte(request.user, aujourdhui()))),
        "fil": [("Mon compte", reverse("comptes:mon_compte")), ("Conseils", "")],
    }
    return render(request, "aide/mes_conseils.html", contexte)
