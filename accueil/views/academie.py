"""« L'académie »: where each pôle is, for who administers them; and which académie, for who administers several."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from accueil.filtre_academie import FiltreAcademie
from accueil.queries.academie import LigneDePole, lignes_de, totaux
from calendrier.rappels.demande import adresse_de_relance
from commun.acces import obtenir
from commun.horloge import aujourdhui
from commun.listes import Colonne
from commun.listes_calculees import ListeCalculee
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Academie, Campagne
from poles.permissions import administre_une_academie
from poles.queries import academies_administrees
from poles.views.acces import RESERVE_ADMINISTRATION

COLONNES = (
    Colonne("Pôle", lambda ligne: ligne.nom, tri="nom"),
    Colonne("Parties obligatoires", lambda ligne: " ; ".join(p.phrase for p in ligne.parties), tri="parties_en_retard"),
    Colonne("Ressources en retard", lambda ligne: ligne.retards, tri="retards"),
    Colonne("Plus grand retard (jours)", lambda ligne: ligne.pire or 0, tri="pire", a_l_ecran=False),
    Colonne("Il manque", lambda ligne: ", ".join(ligne.en_mots), tri="absents"),
    Colonne("Visas attendus", lambda ligne: ligne.visas, tri="visas"),
    Colonne("Attendus depuis le", lambda ligne: ligne.attente.depuis, a_l_ecran=False),
    Colonne("Publiées", lambda ligne: ligne.publiees, tri="publiees"),
    Colonne("Ressources", lambda ligne: ligne.total, a_l_ecran=False),
)


@require_safe
def academies(request: HttpRequest) -> HttpResponse:
    """The one that the person administers; a choice where there are several."""
    if not administre_une_academie(request.user):
        raise PermissionDenied(f"Cette page revient {RESERVE_ADMINISTRATION}.")
    proposees = list(_administrees(request))
    if len(proposees) == 1 and not droits_de(request.user).tous:
        return redirect("accueil:academie", proposees[0].code)
    return render(request, "accueil/academie/choisir.html", {"academies": proposees, "fil": [("Académies", "")]})


@require_safe
def academie(request: HttpRequest, academie: str) -> HttpResponseBase:
    une = obtenir(_administrees(request), request.user, "poles.administrer_academie", code=academie)
    jour = aujourdhui(une.fuseau)
    cycles = _cycles(une)
    filtre = FiltreAcademie(request.GET or None, cycles=list(cycles), jour=jour)
    cycle = request.GET.get("cycle", "")
    if cycle not in cycles:
        cycle = next((libelle for libelle, etat in cycles.items() if etat == EtatCycle.OUVERT), next(iter(cycles), ""))
    lignes = filtre.retenir(lignes_de(une, cycle, request.user, jour))
    liste = ListeCalculee(request, filtre, COLONNES, "nom", lignes)
    if liste.a_exporter:
        return liste.exporter(f"poles-{une.code}-{cycle}")
    a_relancer = [ligne for ligne in lignes if ligne.a_relancer]
    contexte = {
        "academie": une,
        "cycle": cycle,
        "jour": jour,
        "filtre": filtre,
        "liste": liste,
        "page": liste.page,
        "totaux": totaux(lignes),
        "a_relancer": a_relancer,
        "relancer_tous": _relancer(request, a_relancer),
        "clos": bool(lignes) and all(ligne.close for ligne in lignes),
        "bilan": reverse("bilans:ouvrir_academie", args=[une.code, cycle]) if lignes else "",
        "fil": _fil(request, une),
    }
    return render(request, "accueil/academie/academie.html", contexte)


def _administrees(request: HttpRequest) -> QuerySet[Academie]:
    """Those where there is a pôle to follow, for a superuser: all thirty would be a list of empty screens."""
    academies = academies_administrees(request.user)
    if droits_de(request.user).tous:
        return academies.filter(Exists(Campagne.objects.filter(pole__academie=OuterRef("pk"))))
    return academies


def _cycles(academie: Academie) -> dict[str, Any]:
    """The names of its pôles' cycles, the latest first, each with its state."""
    campagnes = Campagne.objects.filter(pole__academie=academie).order_by("-cycle__debut", "cycle__libelle")
    return dict(campagnes.values_list("cycle__libelle", "cycle__etat").distinct())


def _relancer(request: HttpRequest, lignes: list[LigneDePole]) -> str:
    """All those of the filtered list, whatever the page; one comes back to it."""
    campagnes = [ligne.campagne.pk for ligne in lignes]
    return adresse_de_relance(campagnes, retour=request.get_full_path()) if campagnes else ""


def _fil(request: HttpRequest, academie: Academie) -> list[tuple[str, str]]:
    tous = [("Académies", reverse("accueil:academies"))] if droits_de(request.user).tous else []
    return [*tous, (capfirst(academie.nom_entier), "")]
