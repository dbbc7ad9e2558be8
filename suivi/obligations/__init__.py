"""What this room's people owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from calendrier.obligations import Demande, Obligation

from . import parties, reunions
from .lignes import Ligne, lire
from .parties import A_CONSIGNER

__all__ = ["A_CONSIGNER", "GENRES", "fournir"]

GENRES = {
    "etape": "étapes de l'année",
    "reunion": "réunions",
    "compte_rendu": "comptes rendus",
    "decision": "décisions de réunion",
}
_FABRIQUES = {"etape": parties.obligation, "rediger": reunions.rediger, "decision": reunions.decision}


def fournir(demande: Demande) -> Iterator[Obligation]:
    """The year's obligatory moments, and what meetings ask for: one query."""
    attendus: dict[tuple[int, str], list[Ligne]] = defaultdict(list)
    for ligne in lire([*parties.ensembles(demande), *reunions.ensembles(demande)]):
        if ligne.quoi == "participer":
            attendus[ligne.reunion, ligne.etat].append(ligne)
        elif due := _FABRIQUES[ligne.quoi](ligne, demande.jour):
            yield due
    yield from filter(None, (reunions.participer(lignes, demande.jour) for lignes in attendus.values()))
