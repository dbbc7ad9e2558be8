"""A list as a file: its rows are sent as they are read, up to a limit that the file says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase

from commun.tableaux import Feuille, ecrire_classeur, ecrire_tableau

# Past that one filters; the page says it beside the button, and the file in its last line.
LIGNES_EXPORTEES = 10_000
LOT = 500

Colonnes = Sequence[tuple[str, Callable[[Any], object]]]


# What a lot of rows is completed with, that one query for all of them finds.
Completer = Callable[[Iterable[Any]], Iterable[Any]]


def exporter(
    code: str, nom: str, colonnes: Colonnes, lignes: QuerySet[Any], completer: Completer = iter
) -> HttpResponseBase:
    """`code` is a format of commun.tableaux.FORMATS. CSV leaves as it is read; the others are made first."""
    return ecrire_tableau(code, nom, [titre for titre, _ in colonnes], _lignes(colonnes, lignes, completer))


def exporter_classeur(nom: str, feuilles: Iterable[Feuille]) -> HttpResponseBase:
    """Several lists as one Excel file, a sheet each."""
    return ecrire_classeur(nom, ((titre, titres, _arretees(lignes)) for titre, titres, lignes in feuilles))


def _lignes(colonnes: Colonnes, lignes: QuerySet[Any], completer: Completer) -> Iterator[Sequence[object]]:
    lues = lignes[: LIGNES_EXPORTEES + 1].iterator(LOT)
    lots = iter(lambda: list(islice(lues, LOT)), [])
    return _arretees([valeur(ligne) for _, valeur in colonnes] for lot in lots for ligne in completer(lot))


def _arretees(lignes: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    for rang, ligne in enumerate(lignes):
        if rang == LIGNES_EXPORTEES:
            yield [f"Liste arrêtée à {LIGNES_EXPORTEES} lignes : filtrez-la pour obtenir les suivantes."]
            return
        yield ligne
