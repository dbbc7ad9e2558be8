"""The addresses of the imports, with what suits them: see `tests/visites/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.monde import Monde

Exemples = Iterable[tuple[str, list[Any], str]]
SANS_GET = {"importations:abandonner", "importations:importer", "importations:reprendre_envoi"}


def _sujets(*suite: str) -> Callable[[Monde], Exemples]:
    """Each sort of table, about what it is about."""

    def exemples(monde: Monde) -> Exemples:
        for sorte in ("membres", "fiches"):
            yield "coordination", [sorte, monde.campagne.pk, *suite], ""
        for sorte in ("etablissements", "poles"):
            yield "administration", [sorte, monde.campagne.pole.academie_id, *suite], ""
        yield "administration", ["echeances", monde.campagne.cycle_id, *suite], ""

    return exemples


def _importations(monde: Monde) -> Exemples:
    for nom, importation in monde.importations.items():
        yield "administration" if nom == "importee" else "coordination", [importation.pk], ""
    for filtre in ("issue=inchangee", "texte=introuvable", "numero=2"):
        yield "coordination", [monde.importations["lue"].pk], filtre


EXEMPLES: dict[str, Callable[[Monde], Exemples]] = {
    "importations:deposer": _sujets(),
    "importations:importation": _importations,
    "importations:liste": _sujets("csv"),
    "importations:modele": _sujets("csv"),
    "importations:referentiels": lambda monde: [(role, [], "") for role in ("administration", "enseignant")],
}
