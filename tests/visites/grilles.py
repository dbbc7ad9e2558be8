"""The addresses of a pôle's grids, with what suits them: see `tests/visites.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from grilles.models import Question, Section, Usage, VersionGrille
from tests.monde import Monde

Exemples = Iterable[tuple[str, list[Any], str]]


def _pole(*roles: str) -> Callable[[Monde], Exemples]:
    """A pôle that has grids of its own, then one that has none."""

    def exemples(monde: Monde) -> Exemples:
        yield from ((role, monde.adresse(), "") for role in roles)
        yield "coordination", monde.adresse(monde.vide), ""

    return exemples


def _usages(*usages: str) -> Callable[[Monde], Exemples]:
    return lambda monde: (("coordination", [*monde.adresse(), usage], "") for usage in usages)


def _apercus(monde: Monde) -> Exemples:
    """The draft, then the grid shipped for the class tests."""
    fournie = VersionGrille.objects.get(grille__campagne=None, grille__usage=Usage.TEST)
    for version in (monde.grille, fournie):
        yield "coordination", [*monde.adresse(), version.grille.usage, version.pk], ""


def _brouillon(*suite: str, sur: type[Model] | None = None) -> Callable[[Monde], Exemples]:
    """A page of the grid in preparation; `sur`: of its first section, or question."""

    def exemples(monde: Monde) -> Exemples:
        chemin = "section__version" if sur is Question else "version"
        chose = [sur.objects.filter(**{chemin: monde.grille}).first().pk] if sur else []
        yield "coordination", [*monde.adresse(), monde.grille.grille.usage, monde.grille.numero, *suite, *chose], ""

    return exemples


def _en_vigueur(monde: Monde) -> Exemples:
    yield "coordination", [*monde.adresse(), monde.grille.grille.usage, monde.grille.numero - 1], ""


EXEMPLES: dict[str, Callable[[Monde], Exemples]] = {
    "grilles:abandonner": _brouillon(),
    "grilles:apercu": _apercus,
    "grilles:brouillon": _brouillon(),
    "grilles:copier": _pole("coordination"),
    "grilles:en_vigueur": _brouillon(),
    "grilles:grille": _usages("relecture", "visa_numerique", "test"),
    "grilles:grilles": _pole("coordination", "administration"),
    "grilles:nouvelle_question": _brouillon(),
    "grilles:nouvelle_section": _brouillon(),
    "grilles:question": _brouillon(sur=Question),
    "grilles:retirer": lambda monde: [
        *_brouillon("section", sur=Section)(monde),
        *_brouillon("question", sur=Question)(monde),
    ],
    "grilles:revenir": _en_vigueur,
    "grilles:section": _brouillon(sur=Section),
}
