"""A list with its columns: sorted by its headers, counted within bounds, paged, exported. The address is its state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import OrderBy, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django_filters import FilterSet

from commun.export import LIGNES_EXPORTEES, Completer, exporter
from commun.pagination import paginer
from commun.recherche import Recherche
from commun.tableaux import FORMATS


@dataclass(frozen=True)
class Colonne:
    """`tri`: the field of the row's own table that it sorts by, which an index serves; `valeur`: its cell in a file."""

    titre: str
    valeur: Callable[[Any], object] | None = None
    tri: str = ""
    a_l_ecran: bool = True


@dataclass(frozen=True)
class Entete:
    """What a header shows: `lien` sorts by it (empty: it cannot), `sens` is its aria-sort."""

    titre: str
    lien: str = ""
    sens: str = ""


# The sort that comes with what is typed in a list's search box, the best answers first.
PERTINENCE = "pertinence"


class Liste:
    """`defaut` is the sort of an address that chooses none: a column, « - » before it for the greatest first.

    `habiller` adds what the rows show (related rows, annotations): only the page's rows pay for it. A filter that has a
    `recherche` (commun/recherche.py) sorts by relevance, unless another column is asked for. `completer` adds, a lot of
    rows at a time, what no query of a row says.
    """

    def __init__(
        self,
        request: HttpRequest,
        filtre: FilterSet,
        colonnes: Sequence[Colonne],
        defaut: str,
        habiller: Callable[[QuerySet[Any]], QuerySet[Any]],
        par_page: int = 25,
        completer: Completer = iter,
    ) -> None:
        self.request, self.filtre, self.colonnes = request, filtre, colonnes
        self.defaut, self.habiller, self.par_page, self.completer = defaut, habiller, par_page, completer

    @property
    def tri(self) -> str:
        """The sort asked for, the usual one when it is not offered."""
        voulu = self.request.GET.get("tri", "")
        if voulu.removeprefix("-") in {c.tri for c in self.colonnes if c.tri}:
            return voulu
        return PERTINENCE if self.recherche else self.defaut

    @cached_property
    def recherche(self) -> Recherche | None:
        """What is looked for among the rows."""
        return getattr(self.filtre, "recherche", None)

    @cached_property
    def lignes(self) -> QuerySet[Any]:
        """Filtered and sorted; what is equal stays in one order, so that no page repeats a row."""
        return self.filtre.qs.order_by(*self._ordre)

    @property
    def _ordre(self) -> tuple[str | OrderBy, ...]:
        if self.tri == PERTINENCE and self.recherche:
            return self.recherche.pertinence("mots").desc(), *_puis(self.defaut)
        return _puis(self.tri)

    @cached_property
    def page(self) -> Page:
        page = paginer(self.request, self.lignes.values("pk"), self.par_page)
        # Numbers, not a subquery: past eight joins PostgreSQL would join the whole table before choosing the page.
        lignes = self.lignes.model._base_manager.filter(pk__in=[ligne["pk"] for ligne in page.object_list])
        page.object_list = self.habiller(lignes).order_by(*self._ordre)
        return page

    @cached_property
    def rangees(self) -> list[Any]:
        """The page's rows, with all that they show."""
        return list(self.completer(self.page))

    @property
    def filtree(self) -> bool:
        return any(self.request.GET.get(nom) for nom in self.filtre.filters)

    @property
    def entetes(self) -> list[Entete]:
        return [self._entete(c) for c in self.colonnes if c.a_l_ecran]

    @property
    def tris(self) -> list[Entete]:
        par_colonne = [entete for entete in self.entetes if entete.lien]
        if not self.recherche:
            return par_colonne
        sens = "descending" if self.tri == PERTINENCE else ""
        return [Entete("Pertinence", self._adresse(tri=""), sens), *par_colonne]

    @property
    def lien_pertinence(self) -> str:
        """Where the best answers come first; empty when they do already, or when nothing is looked for."""
        return self._adresse(tri="") if self.recherche and self.tri != PERTINENCE else ""

    @property
    def liens_export(self) -> list[tuple[str, str]]:
        """Each format's name and address."""
        return [(un.nom, self.lien_export(un.code)) for un in FORMATS.values()]

    def lien_export(self, code: str) -> str:
        return self._adresse(format=code)

    @property
    def lignes_exportees(self) -> int:
        return LIGNES_EXPORTEES

    @property
    def a_exporter(self) -> bool:
        return self.request.GET.get("format") in FORMATS

    def exporter(self, nom: str) -> HttpResponseBase:
        colonnes = [(c.titre, c.valeur) for c in self.colonnes if c.valeur]
        return exporter(self.request.GET["format"], nom, colonnes, self.habiller(self.lignes), self.completer)

    def _entete(self, colonne: Colonne) -> Entete:
        if not colonne.tri:
            return Entete(colonne.titre)
        if self.tri.removeprefix("-") != colonne.tri:
            return Entete(colonne.titre, self._adresse(tri=colonne.tri))
        descend = self.tri.startswith("-")
        autre = colonne.tri if descend else f"-{colonne.tri}"
        return Entete(colonne.titre, self._adresse(tri=autre), "descending" if descend else "ascending")

    def _adresse(self, **change: str) -> str:
        """This list's address with one thing changed; it begins again at its first page."""
        parametres = self.request.GET.copy()
        parametres.pop("page", None)
        parametres.pop("format", None)
        for nom, valeur in change.items():
            parametres[nom] = valeur
            if not valeur:
                del parametres[nom]
        return f"?{parametres.urlencode()}"


def _puis(tri: str) -> tuple[str, str]:
    return tri, "-pk" if tri.startswith("-") else "pk"
