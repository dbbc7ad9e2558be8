"""One cell of a table to take away, as French spreadsheets read it, and never as a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

MARQUE = "\ufeff"
# A spreadsheet would run what begins so, whoever typed it.
FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Tampon:
    """What the csv module writes to: gives each line back instead of keeping it."""

    def write(self, ligne: str) -> str:
        return ligne


_ecrire = csv.writer(_Tampon(), delimiter=";").writerow


def ligne_csv(valeurs: Sequence[object]) -> str:
    return _ecrire([cellule(valeur) for valeur in valeurs])


def cellule(valeur: object) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        return f"{localtime(valeur):%d/%m/%Y %H:%M}"
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, int | float | Decimal):
        return str(valeur).replace(".", ",")
    texte = str(valeur)
    return f"'{texte}" if texte.startswith(FORMULES) else texte
