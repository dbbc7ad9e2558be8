"""The year of one's pôles as a line and a list, and the month as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendrier.agenda.filtre import FiltreCalendrier, cycles_voulus
from calendrier.agenda.mois import bornes_du_mois, semaines, voisins
from calendrier.agenda.reperes import Repere, reperes
from calendrier.frise import dessiner
from calendrier.models import JourSansClasse
from commun.horloge import aujourdhui
from poles.models import Campagne

POLES_PAR_PAGE = 3
# A month holds more of them: their dates share one grid.
POLES_PAR_MOIS = 20
# Whoever sees more finds a pôle by its name.
POLES_LUS = 300
ANNEES = range(2000, 2100)


@require_safe
def annee(request: HttpRequest) -> HttpResponse:
    """Each pôle's year: the drawing, then the same dates as a list."""
    filtre = _filtre(request)
    jour = aujourdhui()
    page = Paginator(filtre.campagnes, POLES_PAR_PAGE).get_page(request.GET.get("page"))
    campagnes = list(page)
    debut, fin = _bornes(campagnes, jour)
    trouves = filtre.garder(reperes(request.user, campagnes, debut, fin, jour))
    periodes = _periodes(campagnes, debut, fin)
    contexte = {
        "page": page,
        "filtre": filtre,
        "jour": jour,
        "annees": [_annee(c, [r for r in trouves if r.campagne == c.pk], periodes, jour) for c in campagnes],
        **_liens(request, jour),
        "fil": [("Calendrier", "")],
    }
    return render(request, "calendrier/annee.html", contexte)


@require_safe
def mois(request: HttpRequest, annee: int, mois: int) -> HttpResponse:
    """A month of one's pôles, day by day."""
    if annee not in ANNEES or not 1 <= mois <= 12:
        raise Http404("Ce mois n'existe pas.")
    filtre = _filtre(request)
    jour = aujourdhui()
    page = Paginator(filtre.campagnes, POLES_PAR_MOIS).get_page(request.GET.get("page"))
    campagnes = list(page)
    debut, fin = bornes_du_mois(annee, mois)
    trouves = filtre.garder(reperes(request.user, campagnes, debut, fin, jour))
    # Académies may have different holidays: a day is greyed where all the pôles shown have the same.
    academies = {c.pole.academie_id for c in campagnes}
    periodes = _periodes(campagnes, debut, fin).get(academies.pop(), []) if len(academies) == 1 else []
    avant, apres = voisins(annee, mois)
    contexte = {
        "page": page,
        "filtre": filtre,
        "jour": jour,
        "premier": debut,
        "semaines": semaines(annee, mois, trouves, periodes),
        "nombre": len(trouves),
        "plusieurs": len(campagnes) > 1,
        "avant": (avant, _adresse_du_mois(avant)),
        "apres": (apres, _adresse_du_mois(apres)),
        **_liens(request, jour),
        "fil": [("Calendrier", reverse("calendrier:annee")), ("Mois", "")],
    }
    return render(request, "calendrier/mois.html", contexte)


def _filtre(request: HttpRequest) -> FiltreCalendrier:
    visibles = Campagne.objects.visibles_par(request.user).filter(cycle__etat__in=cycles_voulus(request.GET))
    lues = visibles.select_related("pole__academie", "cycle").order_by("pole__nom", "-cycle__debut", "pk")
    return FiltreCalendrier(request.GET, list(lues[:POLES_LUS]))


def _bornes(campagnes: Sequence[Campagne], jour: date) -> tuple[date, date]:
    """From the first day of a cycle to the end of the late tests of the last one."""
    if not campagnes:
        return jour, jour
    return min(c.cycle.debut for c in campagnes), max(_dernier_jour(c) for c in campagnes)


def _dernier_jour(campagne: Campagne) -> date:
    return campagne.cycle.fin.replace(month=12, day=31)


def _periodes(campagnes: Sequence[Campagne], debut: date, fin: date) -> dict[int, list[JourSansClasse]]:
    academies = {c.pole.academie_id for c in campagnes if c.pole.academie_id}
    lignes: dict[int, list[JourSansClasse]] = {academie: [] for academie in academies}
    for periode in JourSansClasse.objects.filter(academie__in=academies, fin__gte=debut, debut__lte=fin):
        lignes[periode.academie_id].append(periode)
    return lignes


def _annee(
    campagne: Campagne, dates: list[Repere], periodes: dict[int, list[JourSansClasse]], jour: date
) -> dict[str, Any]:
    vacances = [p for p in periodes.get(campagne.pole.academie_id, []) if p.genre == JourSansClasse.Genre.VACANCES]
    frise = dessiner(campagne.cycle.debut, _dernier_jour(campagne), dates, vacances, jour)
    a_venir = [r for r in dates if r.retard or (r.jour >= jour and not r.fait)]
    passees = [r for r in dates if not r.retard and (r.jour < jour or r.fait)]
    return {"campagne": campagne, "frise": frise, "a_venir": a_venir, "passees": passees}


def _adresse_du_mois(premier: date) -> str:
    return reverse("calendrier:mois", args=[premier.year, premier.month])


def _liens(request: HttpRequest, jour: date) -> dict[str, Any]:
    """The tabs keep the filters."""
    question = request.GET.copy()
    question.pop("page", None)
    suite = f"?{question.urlencode()}" if question else ""
    ici = request.resolver_match.url_name
    onglets = [
        ("Année", reverse("calendrier:annee"), "annee"),
        ("Mois", reverse("calendrier:mois", args=[jour.year, jour.month]), "mois"),
        ("M'abonner", reverse("calendrier:mon_agenda"), "mon_agenda"),
    ]
    return {
        "onglets": [
            {"libelle": libelle, "url": url + ("" if nom == "mon_agenda" else suite), "actif": nom == ici}
            for libelle, url, nom in onglets
        ],
        "suite": suite,
    }
