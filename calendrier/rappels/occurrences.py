"""When a date is reminded: pure dates, no database.

Before the date a reminder that falls on a day without class is brought forward to the last working day; after it,
put off to the next one. Several may fall on one day: only the latest of them goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from calendrier.jours import empechement, jour_ouvre_precedent, jour_ouvre_suivant
from calendrier.models import JourSansClasse

SEMAINE = timedelta(days=7)
# After an outage, or an absence, what is older than this is not caught up, unless no working day came since.
FENETRE = timedelta(days=14)
# After so long what is obligatory is told to whoever leads the pôle.
RETARD_SIGNALE = timedelta(days=7)
ESCALADE = "escalade"
# What somebody sends by hand, with its day after it: « r2027-03-15 ».
RELANCE = "r"


@dataclass(frozen=True)
class Cadence:
    """`avant`: in days, the largest first; `apres`: days after the date, or None; `relances`: weekly ones after it."""

    avant: tuple[int, ...] = ()
    apres: int | None = None
    relances: int = 0

    @property
    def decalages(self) -> tuple[int, ...]:
        """In days from the date, negative before it, in the order of time."""
        suite = () if self.apres is None else tuple(self.apres + 7 * n for n in range(self.relances + 1))
        return (*(-jours for jours in self.avant), *suite)


# Sober: what binds is reminded and then pursued for three weeks; what does not, once.
USUELLES = {True: Cadence(avant=(14, 3), apres=1, relances=3), False: Cadence(avant=(7,))}


@dataclass(frozen=True)
class Occurrence:
    code: str
    prevu_le: date
    avant: bool = False  # it stands before the date: a weekly mail may tell it some days early


@dataclass
class Jours:
    """The working days of one campaign; what was once looked for is kept."""

    periodes: Sequence[JourSansClasse] = ()
    _connus: dict[tuple[date, bool], date] = field(default_factory=dict)

    def ouvre(self, jour: date) -> bool:
        return empechement(jour, self.periodes) is None

    def precedent(self, jour: date) -> date:
        return self._chercher(jour, avant=True)

    def suivant(self, jour: date) -> date:
        return self._chercher(jour, avant=False)

    def _chercher(self, jour: date, *, avant: bool) -> date:
        if (jour, avant) not in self._connus:
            chercher = jour_ouvre_precedent if avant else jour_ouvre_suivant
            self._connus[jour, avant] = chercher(jour, self.periodes)
        return self._connus[jour, avant]


def debut_de_fenetre(jour: date, jours: Jours) -> date:
    """The first day that is still caught up: two weeks back, or the last working day where that was longer ago.

    On the last day before long holidays falls all that they bring forward: missed, it is told when they end.
    """
    return min(jour - FENETRE, jours.precedent(jour - timedelta(days=1)))


def occurrences(echeance: date, cadence: Cadence, jours: Jours) -> list[Occurrence]:
    """In the order of time."""
    suite = []
    for decalage in cadence.decalages:
        jour = echeance + timedelta(days=decalage)
        avant = decalage < 0
        suite.append(Occurrence(f"j{decalage:+d}", jours.precedent(jour) if avant else jours.suivant(jour), avant))
    return suite


def escalade(echeance: date, jours: Jours) -> Occurrence:
    return Occurrence(ESCALADE, jours.suivant(echeance + RETARD_SIGNALE))


def lundi(jour: date) -> date:
    return jour - timedelta(days=jour.weekday())


def semaines(jour: date, jours: Jours, dernier: date | None) -> list[Occurrence]:
    """The weekly reminder of this week, after those that were missed since `dernier`, within the window."""
    premiere = lundi(jour)
    premier_lundi = premiere
    while dernier is not None and premier_lundi - SEMAINE >= jour - FENETRE and premier_lundi - SEMAINE > dernier:
        premier_lundi -= SEMAINE
    suite = []
    while premier_lundi <= premiere:
        annee, semaine, _ = premier_lundi.isocalendar()
        prevu_le = jours.suivant(premier_lundi)
        # A week without any working day has none.
        if lundi(prevu_le) == premier_lundi:
            suite.append(Occurrence(f"s{annee}-{semaine:02d}", prevu_le))
        premier_lundi += SEMAINE
    return suite


def choisir(
    prevues: Iterable[Occurrence],
    jour: date,
    *,
    fenetre: date,
    depuis: date | None,
    dernier: date | None,
    dimanche: date | None = None,
) -> tuple[Occurrence | None, list[Occurrence]]:
    """The latest one whose day has come, and those that it makes pointless.

    `fenetre`: the first day that is still caught up; `depuis`: the day since when it is owed, told by its own mail;
    `dernier`: the day of the last one already told; `dimanche`: the end of the week for who reads one mail a week, told
    what comes before the date.
    """

    def echue(occurrence: Occurrence) -> bool:
        limite = dimanche if dimanche and occurrence.avant else jour
        nouvelle = dernier is None or occurrence.prevu_le > dernier
        due = depuis is None or occurrence.prevu_le > depuis
        return fenetre <= occurrence.prevu_le <= limite and nouvelle and due

    echues = [occurrence for occurrence in prevues if echue(occurrence)]
    return (echues[-1], echues[:-1]) if echues else (None, [])
