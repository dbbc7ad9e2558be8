"""Choices: in the order of a French dictionary, which the embedded databases do not know; people who are away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from commun.templatetags.dates import jour as en_toutes_lettres
from commun.textes import sans_accents

if TYPE_CHECKING:
    from comptes.models import Personne

C = TypeVar("C")


def alphabetiques(choix: Iterable[tuple[C, str]]) -> list[tuple[C, str]]:
    """Sort (value, label) pairs: « Économie » between « Documentation » and « Espagnol »."""
    return sorted(choix, key=lambda paire: sans_accents(paire[1]))


def absence_de(personne: Personne) -> str:
    """« indisponible jusqu'au jeudi 3 mai », of a person read with `poles.queries.avec_absence`; else nothing."""
    fin = getattr(personne, "absente_jusqu_au", None)
    return f"indisponible jusqu'au {en_toutes_lettres(fin)}" if fin else ""
