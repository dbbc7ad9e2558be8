"""The search box of a list: its words, and the order of relevance that comes with them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from commun.contient import contenant
from commun.recherche import MOTS_MAX, Recherche
from comptes.models import Personne


class ChampDeRecherche(django_filters.CharFilter):
    """« Chercher »: what it narrows by is said by the list's `trouver`, and to the reader by `lit`."""

    def __init__(self, lit: str, label: str = "Chercher", **kwargs: Any) -> None:
        super().__init__(label=label, method="chercher", max_length=MOTS_MAX, help_text=lit, **kwargs)


class AvecRecherche:
    """For a FilterSet with a `texte`, over rows that have a table of words."""

    def trouver(self, lignes: QuerySet[Any], recherche: Recherche) -> QuerySet[Any]:
        raise NotImplementedError

    def chercher(self, lignes: QuerySet[Any], nom: str, texte: str) -> QuerySet[Any]:
        return self.trouver(lignes, Recherche(texte))

    @property
    def recherche(self) -> Recherche | None:
        """What is looked for now; None when nothing is, or when it is refused."""
        if not self.is_bound or self.form.errors.get("texte"):
            return None
        return Recherche(self.form.cleaned_data.get("texte") or "") or None


def personnes_nommees(texte: str) -> QuerySet[Personne]:
    """Every word is found in the first or the last name."""
    return Personne.objects.filter(contenant(texte, "prenom", "nom")).values("pk")
