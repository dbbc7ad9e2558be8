"""Horizontal bars, each within its whole: how many resources out of how many. The number stands beside the bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LARGEUR = 1000
MARGE = 250
PLACE_DU_NOMBRE = 130
RANG = 40
EPAISSEUR = 22


@dataclass(frozen=True)
class Barre:
    libelle: str
    y: int  # its top
    milieu: int
    largeur: float
    nombre: str  # « 5 sur 12 »


@dataclass(frozen=True)
class GraphiqueBarres:
    barres: tuple[Barre, ...]
    piste: int  # the length of the whole
    hauteur: int
    largeur: int = LARGEUR
    marge: int = MARGE
    epaisseur: int = EPAISSEUR


def dessiner(lignes: Sequence[tuple[str, int, int]]) -> GraphiqueBarres:
    """`lignes`: the label, how many, out of how many."""
    piste = LARGEUR - MARGE - PLACE_DU_NOMBRE
    barres = []
    for rang, (libelle, nombre, sur) in enumerate(lignes):
        haut = RANG * rang + (RANG - EPAISSEUR) // 2
        largeur = round(piste * min(nombre, sur) / sur, 1) if sur else 0
        barres.append(Barre(libelle, haut, RANG * rang + RANG // 2, largeur, f"{nombre} sur {sur}"))
    return GraphiqueBarres(tuple(barres), piste, RANG * len(barres) + 4)
