"""Where a run starts, so that its few gestures reach the end of the life as often as its beginning."""

from __future__ import annotations

from typing import Any

# On which resource (None: on the pôle), what, who, then what it takes.
Geste = tuple[Any, ...]

EQUIPES = (["ens1"], ["ens1", "ens2"], ["ens1", "insp"])


def _v2(rang: int) -> list[Geste]:
    return [(rang, "deposer", "ens1", True), (rang, "continuer", "ens1"), (rang, "deposer", "ens1", False)]


_V1: list[Geste] = [(0, "deposer", "ens1", True)]
_DEMANDE: list[Geste] = [*_v2(0), (0, "demander", "coord")]
_FAVORABLE: Geste = (0, "viser", "insp", "pedagogique", "favorable")
_REPRISE: list[Geste] = [*_DEMANDE, _FAVORABLE, (0, "viser", "drane", "numerique", "reprise")]
_VALIDEE: list[Geste] = [*_DEMANDE, _FAVORABLE, (0, "viser", "drane", "numerique", "favorable")]
DEPARTS: dict[str, list[Geste]] = {
    "rien n'est déposé": [],
    "la V1 vient d'être déposée": _V1,
    "une remarque bloque": [*_V1, (0, "assigner", "coord", "ens3"), (0, "remarquer", "ens3", True)],
    "les deux sont prêtes": [*_v2(0), *_v2(1)],
    "en validation": _DEMANDE,
    "une reprise est demandée": _REPRISE,
    "représentée après une reprise": [
        *_REPRISE,
        (0, "repondre", "ens1", 0, "faite"),
        (0, "deposer", "ens1", False),
        (0, "demander", "coord"),
    ],
    "l'inspection a délégué": [*_DEMANDE, (None, "deleguer", "insp", "inspecteur", "ens3")],
    "une séance est ouverte": [
        *_DEMANDE,
        (0, "preparer", "drane", "reprise"),
        (None, "ouvrir_seance", "coord"),
        (None, "deleguer", "double", "drane", "ens3"),
        (None, "poser", "insp", 0, "insp", "pedagogique", "favorable"),
    ],
    "l'année suivante est préparée": [*_v2(0), *_v2(1), (None, "preparer_annee", "coord", 0)],
    "publiée": [*_VALIDEE, (0, "accord", "ens1"), (0, "accord", "ens2"), (0, "publier", "coord")],
}


def depuis(nom: str, equipe: list[str]) -> list[Geste]:
    """The start's gestures, for these producers: an inspector who produces leaves the visa to the other one."""
    if "insp" not in equipe:
        return DEPARTS[nom]
    return [tuple("double" if valeur == "insp" else valeur for valeur in geste) for geste in DEPARTS[nom]]
