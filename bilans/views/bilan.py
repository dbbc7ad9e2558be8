"""The review: what the data says, what whoever leads the pôle writes, the whole of it to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bilans import services
from bilans.contenu.assemblage import Contenu, assembler
from bilans.contenu.complement import nombre_de_nouveaux
from bilans.contenu.tests import choisis_parmi, rendus_de
from bilans.document import contexte, corps
from bilans.etats import GenreDocument
from bilans.forms.textes import TextesForm
from bilans.models import Bilan
from bilans.queries import generations_lisibles
from bilans.services.verrou import verrouiller_bilan
from bilans.tableaux import TABLES
from bilans.views.acces import bilan_de, fil_du_bilan
from commun.actions import erreurs_dans, statut
from commun.gardes import Garde
from commun.horloge import maintenant
from commun.pagination import paginer
from journal.peremption import garder
from productions.models import Ressource
from suivi.etats import EtatReunion, GenreReunion


@require_http_methods(["GET", "POST"])
def bilan(request: HttpRequest, pk: int) -> HttpResponse:
    """Its writers write; whoever else sees the year finds the sealed documents here."""
    le_bilan = bilan_de(request, pk, "bilans.rediger" if request.method == "POST" else "")
    redige = request.user.has_perm("bilans.rediger", le_bilan)
    if not redige or (le_bilan.definitif and request.method == "GET"):
        nouveaux = nombre_de_nouveaux(le_bilan, maintenant()) if redige else 0
        return render(request, "bilans/lire.html", {**_lecture(request, le_bilan, redige), "nouveaux_tests": nouveaux})
    return _rediger(request, le_bilan)


def _rediger(request: HttpRequest, le_bilan: Bilan) -> HttpResponse:
    instant, garde = maintenant(), garde_du_bilan(le_bilan)
    contenu = assembler(le_bilan, instant)
    form = TextesForm(
        request.POST if request.method == "POST" else None,
        textes=contenu.textes,
        **_a_choisir(le_bilan, contenu),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            return _enregistrer(request, le_bilan, form, garde, instant)
    donnees = {
        **contexte(contenu),
        **_lecture(request, le_bilan, redige=True),
        "form": form,
        "champs": [(champ, f"bilans/page/_{section}.html") for section, champ in form.champs()],
        "vu": garde.vu,
        **_visio(request, le_bilan),
    }
    return render(request, "bilans/bilan.html", donnees, status=statut(form))


def _enregistrer(
    request: HttpRequest, le_bilan: Bilan, form: TextesForm, garde: Garde, instant: datetime
) -> HttpResponse:
    with garde.tenue(request):
        change = services.enregistrer_textes(
            bilan=le_bilan,
            textes=form.textes,
            choix=form.choix,
            acteur=request.user,
            maintenant=instant,
        )
    if request.POST.get("geste") == "generer":
        return redirect(
            services.demander_pdf(
                bilan=le_bilan, genre=GenreDocument.BROUILLON, acteur=request.user, maintenant=instant
            )
        )
    if request.POST.get("geste") == "motifs" and le_bilan.campagne:
        messages.success(request, "Vos textes sont enregistrés." if change else "Rien n'a changé dans vos textes.")
        return redirect("bilans:motifs", le_bilan.pk)
    suite = "Ils ne sont lus que par vous tant que le bilan est un brouillon."
    messages.success(request, f"Vos textes sont enregistrés. {suite}" if change else "Rien n'a changé.")
    return redirect(le_bilan)


def garde_du_bilan(le_bilan: Bilan) -> Garde:
    """Somebody else may write in it: each writing is another revision."""
    gestes = ("bilan.ecrire", "bilan.declarer_definitif")
    return garder(le_bilan, verrouiller_bilan, _revision_vue, gestes)


def _revision_vue(le_bilan: Bilan) -> str:
    return f"{le_bilan.etat} {le_bilan.revision}"


def _a_choisir(le_bilan: Bilan, contenu: Contenu) -> dict[str, Any]:
    """Nothing for an académie, whose pôles choose."""
    if le_bilan.campagne is None:
        return {}
    return {
        "ressources": Ressource.objects.filter(pk__in=[c.pk for c in contenu.cartes if not c.abandonnee]).order_by(
            "titre", "pk"
        ),
        "tests": rendus_de(contenu.perimetre),
        "initial": {
            "en_avant": [carte.pk for carte in contenu.en_avant],
            "verbatims": choisis_parmi(Bilan.verbatims, contenu.perimetre, le_bilan),
            "impressions": choisis_parmi(Bilan.impressions, contenu.perimetre, le_bilan),
        },
    }


def _lecture(request: HttpRequest, le_bilan: Bilan, redige: bool) -> dict[str, Any]:
    return {
        "bilan": le_bilan,
        "redige": redige,
        "generations": paginer(request, generations_lisibles(le_bilan, request.user)),
        "page_du_sujet": le_bilan.campagne.get_absolute_url() if le_bilan.campagne else reverse("accueil:mes_poles"),
        "tables": TABLES,
        "fil": fil_du_bilan(le_bilan),
    }


def _visio(request: HttpRequest, le_bilan: Bilan) -> dict[str, Any]:
    """The pôle's visio de bilan, held or planned; where to plan it when there is none."""
    campagne = le_bilan.campagne
    if campagne is None:
        return {"visio": None, "nouvelle_visio": ""}
    visios = campagne.reunions.filter(genre=GenreReunion.BILAN).exclude(etat=EtatReunion.ANNULEE)
    return {
        "visio": visios.select_related("campagne__pole__academie").order_by("-debut", "-pk").first(),
        "nouvelle_visio": reverse("suivi:nouvelle_reunion", args=[campagne.pole.slug, campagne.cycle.libelle]),
    }


@require_safe
def apercu(request: HttpRequest, pk: int) -> HttpResponse:
    """The same content as the PDF, as a page. Its readers after the writers have the sealed document."""
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    contenu = assembler(le_bilan, maintenant())
    donnees = {
        "bilan": le_bilan,
        "contenu": contenu,
        "corps": corps(contenu),
        "sommaire": contexte(contenu)["sections"],
        "fil": fil_du_bilan(le_bilan, "Le bilan entier"),
    }
    return render(request, "bilans/apercu.html", donnees)
