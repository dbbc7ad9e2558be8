"""Days when a pôle works together: what each of them would be written is kept, and given at once afterwards.

A room above says when, by registering in its `AppConfig.ready`; here nobody knows what a meeting is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from .models import Ressource

# What a proofreading day makes by dozens: assigned, remarked, deposited. A refusal or a withdrawal is told at once.
RETENUS = frozenset(
    {
        "accord_demande",
        "relecture_assignee",
        "relecture_close",
        "relecture_reassignee",
        "relectures_confiees",
        "relectures_rendues",
        "v1_deposee",
    }
)

EnSeance = Callable[[Ressource, datetime], Collection[int]]
_reunis: dict[str, EnSeance] = {}


def enregistrer(nom: str, en_seance: EnSeance) -> None:
    """To call in `AppConfig.ready`: who is at work together on this resource at this instant."""
    _reunis[nom] = en_seance


def reunis(gabarit: str, ressource: Ressource, maintenant: datetime) -> set[int]:
    """Those for whom this mail becomes news, which the room above gathers when the day ends."""
    if gabarit not in RETENUS:
        return set()
    return {personne for en_seance in _reunis.values() for personne in en_seance(ressource, maintenant)}
