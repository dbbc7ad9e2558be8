"""What the fiche says: discipline, level, tool. The same questions of the fiches and of all that hangs on one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.contient import contenant
from commun.ensembles import Parmi
from commun.recherche import MOTS_MAX
from productions.forms.choix import disciplines_et_niveaux
from productions.models import FicheProjet


class _DeLaFiche(admin.SimpleListFilter):
    """`chemin` leads from the row to its fiche; empty when the row is the fiche."""

    chemin = ""


class _Referentiel(_DeLaFiche):
    """Out of the service's own lists, which belong to no pôle: everybody chooses from the same ones on the pages."""

    champ, place = "", 0

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        # Two filters of one page: one query for both.
        if not hasattr(request, "choix_de_la_fiche"):
            request.choix_de_la_fiche = disciplines_et_niveaux()
        return [(str(pk), nom) for pk, nom in request.choix_de_la_fiche[self.place]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(**{f"{self.chemin}{self.champ}": self.value()})


class _Discipline(_Referentiel):
    title = "discipline"
    parameter_name = "discipline"
    champ, place = "disciplines", 0


class _Niveau(_Referentiel):
    title = "niveau"
    parameter_name = "niveau"
    champ, place = "niveaux", 1


class _Outil(_DeLaFiche):
    """Typed, since fiches name their tools in their own words."""

    title = "outil ou service"
    parameter_name = "outil"
    template = "admin/filtre_saisi.html"
    longueur = MOTS_MAX

    def has_output(self) -> bool:
        return True

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return []

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """One: to ask it no more. `gardes`: the other questions of the address, which the form keeps."""
        yield {
            "selected": not self.saisie,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "Tous",
            "gardes": [(nom, v) for nom, v in changelist.params.items() if nom != self.parameter_name],
        }

    @property
    def saisie(self) -> str:
        # No page sends a null character, and the database refuses it.
        return (self.value() or "").replace("\0", "").strip()[:MOTS_MAX]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Of the fiches that the person may read: the tools stand there."""
        if not self.saisie:
            return queryset
        fiches = FicheProjet.objects.visibles_par(request.user).filter(contenant(self.saisie, "outils"))
        return queryset.filter(Parmi(self.chemin.removesuffix("__") or "pk", fiches.values("pk")))


def de_la_fiche(chemin: str = "") -> list[type[admin.SimpleListFilter]]:
    """The three, for a table whose rows lead to a fiche by `chemin` (« ressource__fiche__ »)."""
    return [type(filtre.__name__, (filtre,), {"chemin": chemin}) for filtre in (_Discipline, _Niveau, _Outil)]
