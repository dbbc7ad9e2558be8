"""What this room's people owe."""

from __future__ import annotations

from collections.abc import Iterator

from calendrier.obligations import Demande, Obligation

from . import parties, reunions
from .lignes import lire
from .parties import A_CONSIGNER

__all__ = ["A_CONSIGNER", "GENRES", "fournir"]

GENRES = {
    "etape": "étapes de l'année",
    "reunion": "réunions",
    "compte_rendu": "comptes rendus",
    "decision": "décisions de réunion",
}
_FABRIQUES = {
    "etape": parties.obligation,
    "participer": reunions.participer,
    "rediger": reunions.rediger,
    "decision": reunions.decision,
}


def fournir(demande: Demande) -> Iterator[Obligation]:
    """The year's obligatory moments, and what meetings ask for: one query."""
    for ligne in lire([*parties.ensembles(demande), *reunions.ensembles(demande)]):
        if due := _FABRIQUES[ligne.quoi](ligne, demande.jour):
            yield due
