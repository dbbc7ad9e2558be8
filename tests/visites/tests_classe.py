"""The addresses of the class tests, with what suits them: see `tests/visites.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.monde import Monde

Exemples = Iterable[tuple[str, list[Any], str]]
Fabrique = Callable[[Monde], Exemples]


def _tests(role: str, *lesquels: str) -> Fabrique:
    return lambda monde: ((role, [monde.tests[nom].pk], "") for nom in lesquels)


def _liens(*lesquels: str) -> Fabrique:
    """Opened by somebody who is not signed in."""
    return lambda monde: (("", [monde.liens[f"test:{nom}"]], "") for nom in lesquels)


def _piece(monde: Monde) -> int:
    return monde.tests["planifie"].version.pieces.get(nature="livret").pk


def _photo(monde: Monde, nom: str) -> int:
    return monde.tests[nom].photos.get().pk


def _resultats(monde: Monde) -> Exemples:
    versions = [monde.tests[nom].version_id for nom in ("rendu", "rendu_avec_compte")]
    sans_test = monde.ressources["relue"].versions.latest("pk").pk
    yield from ((role, [version], "") for role in ("coordination", "observateur") for version in versions)
    yield from ((role, [sans_test], "") for role in ("coordination", "observateur"))


def _liste(monde: Monde) -> Exemples:
    for recherche in ("", "etat=rendu", "texte=introuvable", "format=csv", "format=xlsx"):
        yield "coordination", monde.adresse(), recherche
    yield "enseignant", monde.adresse(), ""
    yield "coordination", monde.adresse(monde.vide), ""


def _irritant(role: str, genre: str = "irritant") -> Fabrique:
    return lambda monde: [(role, [monde.tests["rendu"].constats.get(genre=genre).pk], "")]


def _verbatim(monde: Monde) -> Exemples:
    yield "coordination", [monde.tests["rendu"].feuille.reponses.filter(valeur=None).first().pk], ""


EXEMPLES: dict[str, Fabrique] = {
    "productions:annuler_test": _tests("coordination", "planifie", "rendu"),
    "productions:attestation_test": _tests("relecteur", "rendu_avec_compte"),
    "productions:attestation_test_par_lien": _liens("rendu"),
    "productions:date_du_test": _tests("relecteur", "confirme", "rendu_avec_compte"),
    "productions:date_du_test_par_lien": _liens("planifie", "rendu"),
    "productions:fermer_lien_test": _tests("coordination", "planifie", "confirme"),
    "productions:fichier_du_test": lambda monde: [("relecteur", [monde.tests["confirme"].pk, _piece(monde)], "")],
    "productions:fichier_du_test_par_lien": lambda monde: [("", [monde.liens["test:planifie"], _piece(monde)], "")],
    "productions:masquer_constat": _irritant("coordination"),
    "productions:masquer_reponse": _verbatim,
    "productions:modifier_test": _tests("coordination", "planifie"),
    "productions:mon_test": _tests("relecteur", "confirme", "rendu_avec_compte"),
    "productions:mon_test_par_lien": _liens("planifie", "rendu", "annule", "decline", "expire"),
    "productions:photo_de_resultat": lambda monde: [("observateur", [_photo(monde, "rendu")], "")],
    "productions:photo_test": lambda monde: [
        ("relecteur", [monde.tests["rendu_avec_compte"].pk, _photo(monde, "rendu_avec_compte")], "")
    ],
    "productions:photo_test_par_lien": lambda monde: [("", [monde.liens["test:rendu"], _photo(monde, "rendu")], "")],
    "productions:planifier_test": lambda monde: [
        (role, [monde.ressources["testee"].pk], "") for role in ("coordination", "enseignant")
    ],
    "productions:qr_test_par_lien": _liens("planifie"),
    "productions:remarque_de_constat": _irritant("enseignant"),
    "productions:renoncer_test": _tests("relecteur", "confirme"),
    "productions:renoncer_test_par_lien": _liens("planifie", "rendu"),
    "productions:renvoyer_lien_test": _tests("coordination", "planifie", "confirme"),
    "productions:reponses_test": _tests("relecteur", "confirme", "rendu_avec_compte"),
    "productions:reponses_test_par_lien": _liens("planifie", "rendu"),
    "productions:resultats_tests": _resultats,
    "productions:test": lambda monde: [
        *_tests("coordination", *monde.tests)(monde),
        *_tests("enseignant", "planifie")(monde),
        *_tests("observateur", "planifie", "rendu")(monde),
    ],
    "productions:tests_du_pole": _liste,
}
SANS_GET = {
    "productions:brouillon_test",
    "productions:brouillon_test_par_lien",
    "productions:nouveau_lien_test",
    "productions:photos_test",
    "productions:photos_test_par_lien",
}
