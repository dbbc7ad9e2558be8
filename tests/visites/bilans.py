"""The addresses of the reviews, with what suits them: see `tests/visites.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.monde import Monde

Exemples = Iterable[tuple[str, list[Any], str]]


def _bilan(role: str, *suite: Any, lequel: str = "brouillon") -> Callable[[Monde], Exemples]:
    return lambda monde: [(role, [monde.bilans[lequel].pk, *suite], "")]


def _ensemble(*exemples: Callable[[Monde], Exemples]) -> Callable[[Monde], Exemples]:
    return lambda monde: (exemple for fabrique in exemples for exemple in fabrique(monde))


def _ouvrir(monde: Monde) -> Exemples:
    """Not open yet; one that is open leads to itself."""
    yield "coordination", monde.adresse(monde.vide), ""


def _academie(monde: Monde) -> Exemples:
    yield "administration", [monde.vide.pole.academie.code, monde.vide.cycle.libelle], ""


def _generations(monde: Monde) -> Exemples:
    for generation in monde.bilans["brouillon"].generations.all():
        yield "coordination", [generation.pk], ""
    yield "administration", [monde.bilans["academie"].generations.get().pk], ""


def _fichier(monde: Monde) -> Exemples:
    yield "coordination", [monde.bilans["brouillon"].generations.first().pk], ""


def _annee(monde: Monde) -> Exemples:
    """Proposed, not begun yet, done."""
    yield "coordination", monde.adresse(), ""
    yield "coordination", monde.adresse(monde.vide), ""
    yield "administration", monde.adresse(monde.close), ""


def _annee_faite(monde: Monde) -> Exemples:
    yield "coordination", monde.adresse(), ""
    yield "administration", monde.adresse(monde.close), ""


_LE_BILAN = _ensemble(_bilan("coordination"), _bilan("administration", lequel="academie"))
EXEMPLES: dict[str, Callable[[Monde], Exemples]] = {
    "bilans:ouvrir": _ouvrir,
    "bilans:ouvrir_academie": _academie,
    "bilans:bilan": _ensemble(_LE_BILAN, _bilan("enseignant")),
    "bilans:apercu": _LE_BILAN,
    "bilans:motifs": _bilan("coordination"),
    "bilans:declarer_definitif": _LE_BILAN,
    "bilans:completer": _LE_BILAN,
    "bilans:classeur": _bilan("coordination"),
    "bilans:tableau": _bilan("coordination", "chiffres"),
    "bilans:generation": _generations,
    "bilans:telecharger": _fichier,
    "bilans:preparer_annee": _annee,
    "bilans:annuler_preparation": _annee_faite,
}
