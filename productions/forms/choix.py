"""Choices in the order of a French dictionary, which the embedded databases do not know."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

C = TypeVar("C")


def alphabetiques(choix: Iterable[tuple[C, str]]) -> list[tuple[C, str]]:
    """Sort (value, label) pairs: « Économie » between « Documentation » and « Espagnol »."""
    return sorted(choix, key=lambda paire: _sans_accent(paire[1]))


def _sans_accent(mot: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", mot) if not unicodedata.combining(c)).casefold()
