"""A list as a spreadsheet opens it in France: CSV with semicolons, UTF-8 with its mark, decimal commas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.timezone import localtime

# Past that one filters; the page says it beside the button, and the file in its last line.
LIGNES_EXPORTEES = 10_000
LOT = 500
MARQUE = "\ufeff"
# A spreadsheet would run what begins so, whoever typed it.
_FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n")

Colonnes = Sequence[tuple[str, Callable[[Any], object]]]


class _Tampon:
    """What the csv module writes to: gives each line back instead of keeping it."""

    def write(self, ligne: str) -> str:
        return ligne


def exporter_csv(nom: str, colonnes: Colonnes, lignes: QuerySet[Any]) -> StreamingHttpResponse:
    """The rows of the queryset, sent as they are read: memory does not grow with their number."""
    reponse = StreamingHttpResponse(_lignes_csv(colonnes, lignes), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.csv"'
    return reponse


def _lignes_csv(colonnes: Colonnes, lignes: QuerySet[Any]) -> Iterator[str]:
    ecrire = csv.writer(_Tampon(), delimiter=";").writerow
    yield MARQUE + ecrire([titre for titre, _ in colonnes])
    for rang, ligne in enumerate(lignes[: LIGNES_EXPORTEES + 1].iterator(LOT)):
        if rang == LIGNES_EXPORTEES:
            yield ecrire([f"Liste arrêtée à {LIGNES_EXPORTEES} lignes : filtrez-la pour obtenir les suivantes."])
            return
        yield ecrire([cellule(valeur(ligne)) for _, valeur in colonnes])


def cellule(valeur: object) -> str:
    """One cell as French spreadsheets read it, and never as a formula."""
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
    return f"'{texte}" if texte.startswith(_FORMULES) else texte
