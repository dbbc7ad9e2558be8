"""The addresses of relectures that change hands and of answers to remarks: see `tests/visites.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests import suites
from tests.monde import Monde

Exemples = Iterable[tuple[str, list[Any], str]]


def _remarque(role: str, laquelle: str) -> Callable[[Monde], Exemples]:
    return lambda monde: [(role, [suites.remarque(monde, laquelle).pk], "")]


def _relecture(role: str, *lesquelles: str) -> Callable[[Monde], Exemples]:
    return lambda monde: ((role, [monde.relectures[laquelle].pk], "") for laquelle in lesquelles)


def _echange(monde: Monde) -> Exemples:
    return ((role, [suites.echange().pk], "") for role in ("coordination", "relecteur"))


def _reponses(monde: Monde) -> Exemples:
    versions = monde.ressources["longue"].versions.order_by("-numero")
    return ((role, [version.pk], "") for role in ("relecteur", "enseignant") for version in versions)


def _repartition(monde: Monde) -> Exemples:
    for recherche in ("", "par=2", "par=3&qui=martin"):
        yield "coordination", monde.adresse(), recherche
    yield "coordination", monde.adresse(monde.vide), ""


EXEMPLES: dict[str, Callable[[Monde], Exemples]] = {
    "productions:changer_echeance": _relecture("coordination", "attendue"),
    "productions:contester_reponse": _remarque("relecteur", "repondue"),
    "productions:decliner_relecture": _relecture("relecteur", "attendue"),
    "productions:echange": _echange,
    "productions:passer_relecture": _relecture("relecteur", "attendue", "a_echanger"),
    "productions:repartir_relectures": _repartition,
    "productions:trancher_remarque": _remarque("enseignant", "contestee"),
    "productions:vous_avez_dit": _reponses,
}
SANS_GET = {
    "productions:accepter_echange",
    "productions:clore_remarque",
    "productions:refuser_echange",
    "productions:retirer_echange",
}
