"""Choices: in the order of a French dictionary, which the embedded databases do not know; people who are away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from django.db.models import F, Value

from commun.templatetags.dates import jour as en_toutes_lettres
from commun.textes import sans_accents
from poles.models import Discipline, Niveau

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


def disciplines_et_niveaux() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What a list is filtered by, each in its order: one query for both."""
    disciplines = Discipline.objects.order_by().annotate(quoi=Value("discipline"), place=Value(0))
    niveaux = Niveau.objects.order_by().annotate(quoi=Value("niveau"), place=F("rang"))
    colonnes = ("quoi", "place", "pk", "nom")
    lignes = sorted(disciplines.values_list(*colonnes).union(niveaux.values_list(*colonnes), all=True))
    choix = {voulu: [(pk, nom) for quoi, _, pk, nom in lignes if quoi == voulu] for voulu in ("discipline", "niveau")}
    return alphabetiques(choix["discipline"]), choix["niveau"]
