"""Effective dates: a pôle's own, else its cycle's. (The extension granted to a resource will come first.)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from poles.droits import droits_de
from poles.models import Campagne, Cycle

from .models import Echeance, JourSansClasse

if TYPE_CHECKING:
    from comptes.models import Personne


def echeances_de(campagne: Campagne) -> list[Echeance]:
    """The milestones of a campaign, in date order."""
    return echeances_par_campagne([campagne])[campagne.pk]


def echeances_par_campagne(campagnes: Iterable[Campagne]) -> dict[int, list[Echeance]]:
    """The same for several campaigns, in one query."""
    campagnes = list(campagnes)
    cycles = {c.cycle_id for c in campagnes}
    lignes = list(
        Echeance.objects.filter(cycle__in=cycles).filter(Q(campagne__isnull=True) | Q(campagne__in=campagnes))
        if campagnes
        else ()
    )
    resultat = {}
    for campagne in campagnes:
        retenues = {(e.nature, e.rang): e for e in lignes if e.campagne_id is None and e.cycle_id == campagne.cycle_id}
        retenues |= {(e.nature, e.rang): e for e in lignes if e.campagne_id == campagne.pk}
        resultat[campagne.pk] = sorted(retenues.values(), key=lambda e: (e.jour, e.nature, e.rang))
    return resultat


def jour_de(echeances: Iterable[Echeance], nature: str) -> date | None:
    return next((e.jour for e in echeances if e.nature == nature), None)


def jour_effectif(campagne: str, nature: str) -> Subquery:
    """The day of a milestone as a column of any record, the pôle's own before its cycle's: no query of its own.

    `campagne` leads from the record to its campaign (« campagne__ », or nothing on a campaign itself).
    """
    return Subquery(_effective(campagne, nature).values("jour")[:1])


def obligation_effective(campagne: str, nature: str) -> Subquery:
    """The same for whether it binds; null where there is no such milestone."""
    return Subquery(_effective(campagne, nature).values("obligatoire")[:1])


def _effective(campagne: str, nature: str) -> QuerySet[Echeance]:
    propre = Q(campagne=OuterRef(f"{campagne}pk"))
    du_cycle = Q(campagne__isnull=True, cycle=OuterRef(f"{campagne}cycle"))
    lignes = Echeance.objects.filter(propre | du_cycle, nature=nature)
    return lignes.order_by(F("campagne").asc(nulls_last=True), "jour", "rang")


def echeances_effectives(de: Q) -> QuerySet[Echeance]:
    """One row a campaign and milestone in force, in one query for as many campaigns as there are.

    `de` filters the campaigns, from `cycle__campagnes__`. Each row says which one it is for: `pour_campagne`.
    """
    propres = Echeance.objects.filter(
        campagne=OuterRef("pour_campagne"), nature=OuterRef("nature"), rang=OuterRef("rang")
    )
    return (
        Echeance.objects.filter(de, cycle__campagnes__isnull=False)
        .annotate(pour_campagne=F("cycle__campagnes__pk"))
        .filter(Q(campagne=F("pour_campagne")) | (Q(campagne__isnull=True) & ~Exists(propres)))
    )


def periodes_sans_classe(campagne: Campagne) -> QuerySet[JourSansClasse]:
    """Holidays of the campaign's académie that touch its cycle."""
    cycle = campagne.cycle
    return JourSansClasse.objects.filter(
        academie=campagne.pole.academie_id, fin__gte=cycle.debut, debut__lte=cycle.fin.replace(month=12, day=31)
    )


def cycles_administres(personne: Personne) -> QuerySet[Cycle]:
    """Those of the académies that this person administers; every one for who administers the service."""
    droits = droits_de(personne)
    cycles = Cycle.objects.select_related("academie")
    if droits.tous:
        return cycles
    return cycles.filter(academie__in=droits.academies_administrees)
