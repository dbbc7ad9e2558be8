"""The year's steps on a time line: what was planned as a diamond, what happened as a bar.

Lengths are in the units of the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

LARGEUR = 1000
MARGE = 250  # the names of the steps, at the left
BORD = 20  # what a diamond on the last day needs
HAUT = 40  # the names of the months
RANG = 44
MOIS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
# Past a year the names of the months would touch each other.
NOMS_AU_PLUS = 12


class Etape(Protocol):
    libelle: str
    prevue: date | None
    premiere: date | None
    derniere: date | None


@dataclass(frozen=True)
class Ligne:
    libelle: str
    y: int  # of the middle of the line
    x: float | None = None  # the bar: where it begins and how long it is
    largeur: float = 0
    prevue: float | None = None


@dataclass(frozen=True)
class Repere:
    nom: str
    x: float


@dataclass(frozen=True)
class GraphiqueAnnee:
    mois: tuple[Repere, ...]
    lignes: tuple[Ligne, ...]
    hauteur: int
    largeur: int = LARGEUR
    marge: int = MARGE
    haut: int = HAUT


def dessiner(etapes: Sequence[Etape], debut: date, fin: date) -> GraphiqueAnnee:
    """The period grows to hold every date: a late class test falls after the cycle."""
    dates = [d for e in etapes for d in (e.prevue, e.premiere, e.derniere) if d]
    debut, fin = min([debut, *dates]), max([fin, *dates])
    pas = (LARGEUR - MARGE - BORD) / ((fin - debut).days + 1)

    def x(jour: date) -> float:
        return round(MARGE + (jour - debut).days * pas, 1)

    lignes = tuple(_ligne(e, HAUT + RANG * rang + RANG // 2, x, pas) for rang, e in enumerate(etapes))
    return GraphiqueAnnee(tuple(_mois(debut, fin, x)), lignes, HAUT + RANG * len(lignes) + 4)


def _ligne(etape: Etape, y: int, x: Callable[[date], float], pas: float) -> Ligne:
    prevue = x(etape.prevue) if etape.prevue else None
    if not (etape.premiere and etape.derniere):
        return Ligne(etape.libelle, y, prevue=prevue)
    debut = x(etape.premiere)
    # A step reached in one day stays visible.
    largeur = max(round(((etape.derniere - etape.premiere).days + 1) * pas, 1), 8)
    return Ligne(etape.libelle, y, debut, largeur, prevue)


def _mois(debut: date, fin: date, x: Callable[[date], float]) -> Iterator[Repere]:
    mois = list(_premiers(debut, fin))
    saut = len(mois) // NOMS_AU_PLUS + 1
    for rang, premier in enumerate(mois):
        yield Repere(MOIS[premier.month - 1] if rang % saut == 0 else "", x(premier))


def _premiers(debut: date, fin: date) -> Iterator[date]:
    premier = debut.replace(day=1)
    if premier < debut:
        premier = (premier + timedelta(days=31)).replace(day=1)
    while premier <= fin:
        yield premier
        premier = (premier + timedelta(days=31)).replace(day=1)
