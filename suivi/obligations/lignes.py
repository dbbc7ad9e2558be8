"""The rows that this room's obligations are made of: several SELECT of the same columns, one query for all.

The home page reads them each time it opens, with those of the other rooms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, CharField, DateField, DateTimeField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce


@dataclass(frozen=True)
class Ligne:
    """What is owed, of what, in which campaign. What a kind of row has no use for is empty."""

    quoi: str  # « participer », « rediger », « decision » or « etape »
    objet: int  # the participation, the meeting, the decision; the milestone's number
    personne: int  # who owes it; 0 for whoever leads the pôle
    etat: str  # what was answered, the meeting's state, the milestone's nature
    texte: str  # the meeting's subject, the decision
    jour: date | None  # the milestone's, the decision's
    obligatoire: bool
    reunion: int
    genre: str
    debut: datetime | None
    organisateur: str
    campagne: int
    pole: str
    slug: str
    cycle: str
    fuseau: str


_VIDES: dict[str, Any] = {
    "personne": Value(0, IntegerField()),
    "texte": Value("", CharField()),
    "jour": Cast(Value(None), DateField()),
    "obligatoire": Value(False, BooleanField()),
    "reunion": Value(0, IntegerField()),
    "genre": Value("", CharField()),
    "debut": Cast(Value(None), DateTimeField()),
    "organisateur": Value("", CharField()),
}
_TEXTES = ("etat", "texte", "genre")
_COLONNES = tuple(f"l_{champ.name}" for champ in fields(Ligne))


def colonnes(lignes: QuerySet[Any], quoi: str, campagne: str, **valeurs: Any) -> QuerySet[Any]:
    """One SELECT. `campagne` leads from the row to its campaign (« reunion__campagne__ »)."""
    toutes = {
        **_VIDES,
        "quoi": Value(quoi, CharField()),
        "campagne": F(f"{campagne}pk"),
        "pole": F(f"{campagne}pole__nom"),
        "slug": F(f"{campagne}pole__slug"),
        "cycle": F(f"{campagne}cycle__libelle"),
        "fuseau": Coalesce(f"{campagne}pole__academie__fuseau", Value("Europe/Paris")),
        **valeurs,
    }
    toutes |= {nom: Cast(toutes[nom], CharField(max_length=500)) for nom in _TEXTES}
    return lignes.order_by().annotate(**{f"l_{nom}": v for nom, v in toutes.items()}).values_list(*_COLONNES)


def lire(ensembles: list[QuerySet[Any]]) -> Iterator[Ligne]:
    """All the rows in one query; none without a SELECT."""
    if not ensembles:
        return
    premier, *autres = ensembles
    yield from (Ligne(*ligne) for ligne in premier.union(*autres, all=True))
