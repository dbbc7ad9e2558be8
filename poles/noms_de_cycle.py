"""The registry of what holds a cycle to its name.

Each room registers in its `AppConfig.ready` what it writes under that name: given a cycle, why the name stays, in
words; nothing where it may change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Cycle

_RAISONS: dict[str, Callable[[Cycle], str]] = {}


def enregistrer(piece: str, raison: Callable[[Cycle], str]) -> None:
    _RAISONS[piece] = raison


def pourquoi_le_garder(cycle: Cycle) -> str:
    """The first reason; empty where the name may change."""
    return next((mots for raison in _RAISONS.values() if (mots := raison(cycle))), "")
