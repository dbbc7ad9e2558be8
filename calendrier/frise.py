"""A year drawn as a line: where months, days without class and dates fall on it. Pure geometry, no database.

Lengths are in the units of the drawing (LARGEUR for the whole period); the template only writes them down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

LARGEUR = 1000
HAUTEUR_DE_RANG = 14
AXE = 40  # where the line is drawn, under the names of the months
# Two marks nearer than that would hide each other: the second goes one row down.
ECART = 16
RAYON = 7  # of a mark and its border: the first day's and the last one's stay whole
NOMS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


class Date(Protocol):
    """What can be put on the line."""

    jour: date
    titre: str
    genre: str


class Periode(Protocol):
    libelle: str
    debut: date
    fin: date


@dataclass(frozen=True)
class Mois:
    nom: str
    x: float
    largeur: float


@dataclass(frozen=True)
class Bande:
    libelle: str
    x: float
    largeur: float


@dataclass(frozen=True)
class Marque:
    date: Date
    x: float
    y: float


@dataclass(frozen=True)
class Frise:
    debut: date
    fin: date
    mois: tuple[Mois, ...]
    bandes: tuple[Bande, ...]
    marques: tuple[Marque, ...]
    aujourdhui: float | None
    hauteur: int
    largeur: int = LARGEUR
    axe: int = AXE


def dessiner(debut: date, fin: date, dates: Iterable[Date], periodes: Iterable[Periode], jour: date) -> Frise:
    """The line from a day to another, both included; what falls outside is left out."""
    echelle = _Echelle(debut, fin)
    marques = _marques(echelle, sorted((d for d in dates if debut <= d.jour <= fin), key=lambda d: d.jour))
    bandes = (
        Bande(p.libelle, echelle.x(max(p.debut, debut)), echelle.largeur(max(p.debut, debut), min(p.fin, fin)))
        for p in periodes
        if p.debut <= fin and p.fin >= debut
    )
    plus_bas = max((m.y for m in marques), default=AXE)
    return Frise(
        debut,
        fin,
        tuple(_mois(echelle)),
        tuple(bandes),
        marques,
        echelle.x(jour) if debut <= jour <= fin else None,
        hauteur=int(plus_bas) + HAUTEUR_DE_RANG,
    )


class _Echelle:
    def __init__(self, debut: date, fin: date) -> None:
        self.debut, self.fin = debut, fin
        self.pas = LARGEUR / ((fin - debut).days + 1)

    def x(self, jour: date) -> float:
        return round((jour - self.debut).days * self.pas, 1)

    def largeur(self, debut: date, fin: date) -> float:
        """Both days included."""
        return round(((fin - debut).days + 1) * self.pas, 1)


def _mois(echelle: _Echelle) -> Iterable[Mois]:
    premier = echelle.debut.replace(day=1)
    while premier <= echelle.fin:
        suivant = (premier + timedelta(days=31)).replace(day=1)
        debut, fin = max(premier, echelle.debut), min(suivant - timedelta(days=1), echelle.fin)
        yield Mois(NOMS[premier.month - 1], echelle.x(debut), echelle.largeur(debut, fin))
        premier = suivant


def _marques(echelle: _Echelle, dates: Sequence[Date]) -> tuple[Marque, ...]:
    """Each on the first row where it does not touch the one before."""
    occupes: list[float] = []
    marques = []
    for une in dates:
        x = min(max(echelle.x(une.jour) + echelle.pas / 2, RAYON), LARGEUR - RAYON)
        rang = next((r for r, dernier in enumerate(occupes) if x - dernier >= ECART), len(occupes))
        occupes[rang : rang + 1] = [x]
        marques.append(Marque(une, round(x, 1), AXE + 12 + rang * HAUTEUR_DE_RANG))
    return tuple(marques)
