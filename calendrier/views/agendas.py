"""The feeds: the page where one takes one's address, and what the address answers to a calendar."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from calendrier import ics, services
from calendrier.agenda import flux as agenda
from calendrier.models import Abonnement
from commun.actions import refus_en_message
from commun.courriels import adresse_absolue
from commun.horloge import aujourdhui, maintenant
from commun.liens import lien_personnel
from poles.models import Campagne
from poles.views.acces import campagne_de, fil_de

GESTES = {"creer", "remplacer", "fermer"}


@require_http_methods(["GET", "POST"])
def mon_agenda(request: HttpRequest) -> HttpResponse:
    """My own address, and those of my pôles."""
    abonnement = Abonnement.objects.filter(personne=request.user).first()
    if request.method == "POST":
        with refus_en_message(request):
            _agir(request, abonnement, {"personne": request.user})
        return redirect("calendrier:mon_agenda")
    visibles = Campagne.objects.visibles_par(request.user).select_related("pole", "cycle", "abonnement")
    contexte = {
        "adresse": adresse_absolue(abonnement.get_absolute_url()) if abonnement else "",
        "poles": [
            (c, adresse_absolue(c.abonnement.get_absolute_url()))
            for c in visibles.filter(abonnement__isnull=False).order_by("pole__nom", "pk")[:20]
        ],
        "fil": [("Calendrier", reverse("calendrier:annee")), ("M'abonner", "")],
    }
    return render(request, "calendrier/mon_agenda.html", contexte)


@require_http_methods(["GET", "POST"])
def agenda_du_pole(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """The pôle's address: its team reads it, who leads the pôle looks after it."""
    campagne = campagne_de(request, "calendrier.gerer_agenda" if request.method == "POST" else "", slug, cycle)
    abonnement = Abonnement.objects.filter(campagne=campagne).first()
    if request.method == "POST":
        with refus_en_message(request):
            _agir(request, abonnement, {"campagne": campagne})
        return redirect(request.path)
    contexte = {
        "campagne": campagne,
        "adresse": adresse_absolue(abonnement.get_absolute_url()) if abonnement else "",
        "gere": request.user.has_perm("calendrier.gerer_agenda", campagne),
        "fil": fil_de(campagne, "Agenda du pôle"),
    }
    return render(request, "calendrier/agenda_du_pole.html", contexte)


def _agir(request: HttpRequest, abonnement: Abonnement | None, de_qui: dict) -> None:
    """One of the page's three buttons; any other word does nothing, as does a button that no longer applies."""
    geste = request.POST.get("geste")
    qui = {"acteur": request.user, "maintenant": maintenant()}
    if geste == "creer":
        services.creer_agenda(**de_qui, **qui)
        messages.success(request, "L'adresse est prête : copiez-la dans votre logiciel d'agenda.")
    elif geste in GESTES and abonnement is None:
        messages.info(request, "Cet agenda est déjà fermé : rien n'a changé.")
    elif geste == "remplacer":
        services.remplacer_agenda(abonnement=abonnement, **qui)
        messages.success(
            request, "Voici la nouvelle adresse : l'ancienne ne répond plus, personne d'autre n'est prévenu."
        )
    elif geste == "fermer":
        services.fermer_agenda(abonnement=abonnement, **qui)
        messages.success(request, "L'agenda est fermé : son adresse ne répond plus, personne n'est prévenu.")


@lien_personnel("GET")
def flux(request: HttpRequest, cle: str) -> HttpResponse:
    """What a calendar reads, without signing in: the address is the proof. Anything else says 404, no more."""
    abonnement = _abonnement(cle)
    if abonnement is None:
        return HttpResponse("Cet agenda n'existe pas, ou son adresse a été remplacée.", "text/plain", 404)
    fuseau = abonnement.campagne.fuseau if abonnement.campagne else ""
    jour = aujourdhui(fuseau) if fuseau else aujourdhui()
    nom = str(abonnement.campagne.pole) if abonnement.campagne else "Mes dates, pôles de compétences"
    reponse = HttpResponse(ics.agenda(agenda.contenu(abonnement, jour, maintenant()), nom=nom), ics.TYPE)
    reponse["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return reponse


def _abonnement(cle: str) -> Abonnement | None:
    numero = cle.partition("-")[0]
    if not (numero.isascii() and numero.isdigit() and len(numero) < 19):
        return None
    ouverts = Abonnement.objects.filter(Q(personne__isnull=True) | Q(personne__is_active=True), pk=int(numero))
    parents = ("personne", "campagne__pole__academie", "campagne__cycle")
    abonnement = ouverts.select_related(*parents).prefetch_related("annonces").first()
    return abonnement if abonnement and abonnement.ouvre(cle) else None
