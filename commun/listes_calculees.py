"""A list whose rows are already at hand, because what they sort and filter by is no column: a few hundred at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponseBase
from django_filters import FilterSet

from commun.listes import Colonne, Liste
from commun.tableaux import ecrire_tableau


class ListeCalculee(Liste):
    """As a Liste; a column's `tri` is an attribute of the rows. What is unknown or nothing (None) comes last."""

    def __init__(
        self,
        request: HttpRequest,
        filtre: FilterSet,
        colonnes: Sequence[Colonne],
        defaut: str,
        retenues: Iterable[Any],
        par_page: int = 25,
    ) -> None:
        super().__init__(request, filtre, colonnes, defaut, lambda lignes: lignes, par_page)
        self.retenues = list(retenues)

    @cached_property
    def lignes(self) -> list[Any]:
        """Sorted; what is equal stays in the order in which it came."""
        champ, descend = self.tri.removeprefix("-"), self.tri.startswith("-")
        connues = [ligne for ligne in self.retenues if getattr(ligne, champ) is not None]
        inconnues = [ligne for ligne in self.retenues if getattr(ligne, champ) is None]
        return sorted(connues, key=lambda ligne: getattr(ligne, champ), reverse=descend) + inconnues

    @cached_property
    def page(self) -> Page:
        return Paginator(self.lignes, self.par_page).get_page(self.request.GET.get("page"))

    def exporter(self, nom: str) -> HttpResponseBase:
        colonnes = [c for c in self.colonnes if c.valeur]
        lignes = ([c.valeur(ligne) for c in colonnes if c.valeur] for ligne in self.lignes)
        return ecrire_tableau(self.request.GET["format"], nom, [c.titre for c in colonnes], lignes)
