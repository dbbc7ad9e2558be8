"""What a table is once read: numbered rows of texts and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from commun.textes import sans_invisibles

from .cellules import FORMULES
from .refus import TableauRefuse

LIGNES_MAX, COLONNES_MAX = 10_000, 60
# What stands before the headers (a title, a date) and above the lines counts too.
RANGEES_MAX = LIGNES_MAX + 20
LONGUEUR_MAX = 32_767  # what a spreadsheet lets one type in a cell


@dataclass(frozen=True)
class Illisible:
    """A cell whose value is not taken: a formula, an error of the spreadsheet, a part of merged cells."""

    motif: str


Cellule = str | date | Illisible
FORMULE = Illisible("contient une formule : copiez la colonne, puis collez-en les valeurs seules")
ERREUR = Illisible("contient une erreur du tableur (#N/A, #REF!…)")
FUSION = Illisible("est fusionnée avec d'autres : défaites la fusion, puis remplissez chaque ligne")
TROP_LONGUE = Illisible("contient un texte démesuré")


@dataclass(frozen=True)
class Rangee:
    """`numero` is the one that a spreadsheet shows."""

    numero: int
    cellules: list[Cellule]


@dataclass
class Tableau:
    """`rangees` are the rows that hold something, read as they are asked for: iterating may raise TableauRefuse."""

    rangees: Iterable[Rangee]
    remarques: list[str] = field(default_factory=list)


def bornees(brutes: Iterable[tuple[int, list[object]]]) -> Iterator[Rangee]:
    """Rows that hold something, their blank ends cut off, within the limits. Raises TableauRefuse."""
    combien = 0
    for numero, valeurs in brutes:
        cellules = [cellule(valeur) for valeur in valeurs]
        while cellules and cellules[-1] == "":
            cellules.pop()
        if not cellules:
            continue
        combien += 1
        if len(cellules) > COLONNES_MAX:
            raise TableauRefuse("colonnes")
        if combien > RANGEES_MAX:
            raise TableauRefuse("lignes")
        yield Rangee(numero, cellules)


def cellule(valeur: object) -> Cellule:
    """A value as its reader sees it; what our own files guard (« '=… ») without its guard."""
    if isinstance(valeur, Illisible):
        return valeur
    if isinstance(valeur, datetime):
        return valeur.date()
    if isinstance(valeur, date):
        return valeur
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, int | float | Decimal):
        return _nombre(valeur)
    if valeur is None or isinstance(valeur, time):
        return "" if valeur is None else f"{valeur:%H:%M}"
    return _texte(str(valeur))


def _nombre(valeur: float | Decimal) -> str:
    """« 310012 », and not « 310012.0 »: a code typed as a number is meant as it shows."""
    entier = valeur == valeur and abs(valeur) < 10**15 and valeur == int(valeur)
    return str(int(valeur)) if entier else str(valeur).replace(".", ",")


def _texte(texte: str) -> Cellule:
    if len(texte) > LONGUEUR_MAX:
        return TROP_LONGUE
    texte = sans_invisibles(texte).replace("\xa0", " ").replace("\u202f", " ").replace("\r\n", "\n").strip()
    if texte.startswith("'") and texte[1:].startswith(FORMULES):
        return texte[1:].strip()
    return texte
