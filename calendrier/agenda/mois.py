"""A month as weeks of seven days, each with what falls on it."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calendrier.jours import empechement
from calendrier.models import JourSansClasse

from .reperes import Repere

# Past them, a cell would be longer than the month: the day's page of the list has the rest.
PAR_JOUR = 6


@dataclass(frozen=True)
class Jour:
    jour: date
    du_mois: bool
    sans_classe: str  # why, as the end of a sentence; empty on a day of class
    conge: str  # the name of the holiday, once a week and on its first day; empty on the others
    reperes: tuple[Repere, ...]

    @property
    def montres(self) -> tuple[Repere, ...]:
        return self.reperes[:PAR_JOUR]

    @property
    def autres(self) -> int:
        return max(0, len(self.reperes) - PAR_JOUR)


def bornes_du_mois(annee: int, mois: int) -> tuple[date, date]:
    """The first and the last day."""
    return date(annee, mois, 1), date(annee, mois, calendar.monthrange(annee, mois)[1])


def semaines(annee: int, mois: int, reperes: Iterable[Repere], periodes: Iterable[JourSansClasse]) -> list[list[Jour]]:
    """Monday first; the days around the month are there, empty."""
    du_jour: dict[date, list[Repere]] = defaultdict(list)
    for repere in reperes:
        du_jour[repere.jour].append(repere)
    periodes = list(periodes)

    def decrire(jour: date) -> Jour:
        if jour.month != mois:
            return Jour(jour, False, "", "", ())
        raison = empechement(jour, periodes) or ""
        return Jour(jour, True, raison, _conge(jour, periodes), tuple(du_jour[jour]))

    return [[decrire(jour) for jour in semaine] for semaine in calendar.Calendar().monthdatescalendar(annee, mois)]


def _conge(jour: date, periodes: Iterable[JourSansClasse]) -> str:
    en_cours = (p for p in periodes if p.debut <= jour <= p.fin)
    return next((p.libelle for p in en_cours if jour in (p.debut, jour.replace(day=1)) or jour.weekday() == 0), "")


def voisins(annee: int, mois: int) -> tuple[date, date]:
    """The first day of the month before, and of the month after."""
    premier, dernier = bornes_du_mois(annee, mois)
    return (premier - timedelta(days=1)).replace(day=1), dernier + timedelta(days=1)
