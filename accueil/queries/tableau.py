"""A pôle's resources at a glance: at which step each one is, who is awaited, how many came how far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from productions.etapes import Avancement, Etape, condition, etape
from productions.etats import EtatRessource as R
from productions.models import Ressource
from productions.queries.ressources import pour_liste, situees
from productions.queries.retards import en_retard

# A pôle has some dozens; past that, the list leafs through.
RESSOURCES_MAX = 300
# What a column shows; the others are behind its number.
CARTES_MAX = 8
# The funnel, from top to bottom.
ENTONNOIR = {
    Avancement.ENGAGEE: "Engagées",
    Avancement.V1: "V1 déposée",
    Avancement.RELUE: "Relues",
    Avancement.V2: "V2 déposée",
    Avancement.TESTEE: "Testées en classe",
    Avancement.VALIDEE: "Validées",
    Avancement.PUBLIEE: "Publiées",
}


@dataclass(frozen=True)
class Colonne:
    etape: Etape
    ressources: list[Ressource]
    en_retard: int

    @property
    def titre(self) -> str:
        return self.etape.label[0].upper() + self.etape.label[1:]

    @property
    def cartes(self) -> list[Ressource]:
        return self.ressources[:CARTES_MAX]

    @property
    def reste(self) -> int:
        return len(self.ressources) - len(self.cartes)


def charger(ressources: QuerySet[Ressource], jour: date, *, nommer_absents: bool) -> list[Ressource]:
    """By title, each with its `situation` and `ou`, the step it is at. Three queries."""
    lues = pour_liste(ressources, jour).annotate(ou=etape()).order_by("titre", "pk")[:RESSOURCES_MAX]
    return situees(lues, jour, nommer_absents=nommer_absents)


def est_en_retard(ressource: Ressource, jour: date) -> bool:
    due = ressource.situation.premier
    return due is not None and due < jour


def colonnes(ressources: Iterable[Ressource], jour: date) -> list[Colonne]:
    """In a column, what is late first, then by date; what has none last. What is abandoned is on no board."""
    rangees: dict[str, list[Ressource]] = {nom: [] for nom in Etape.values}
    for ressource in ressources:
        if ressource.ou:
            rangees[ressource.ou].append(ressource)
    for siennes in rangees.values():
        # A validated one waits for its publication: before those that are public.
        siennes.sort(key=lambda r: (r.etat == R.PUBLIEE, r.situation.premier or date.max, r.titre))
    return [
        Colonne(Etape(nom), siennes, sum(est_en_retard(r, jour) for r in siennes)) for nom, siennes in rangees.items()
    ]


def compter(ressources: QuerySet[Ressource], jour: date) -> dict[str, int]:
    """One query: how many came how far, how many are late, wait for visas, are abandoned."""
    vivantes = ~Q(etat=R.ABANDONNEE)
    return ressources.order_by().aggregate(
        retard=Count("pk", Q(pk__in=en_retard(ressources, jour).values("pk"))),
        en_validation=Count("pk", Q(etat=R.EN_VALIDATION)),
        abandonnees=Count("pk", Q(etat=R.ABANDONNEE)),
        **{jusque.value: Count("pk", vivantes & condition(jusque)) for jusque in Avancement},
    )
