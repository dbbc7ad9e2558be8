"""The administration shows a person what the pages would show them, and nobody types a state there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.ensembles import Parmi
from poles.droits import droits_de
from productions.models import Ressource


def cadre(campagne: str) -> list[str]:
    """The filters by cycle and académie; pôles are too many for a list of links, they are searched by name."""
    return [f"{campagne}__cycle__libelle", f"{campagne}__pole__academie"]


class DuPerimetre(LectureSeule):
    """For the models whose manager knows who sees what."""

    ordering = ["-etat_depuis", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model.objects.visibles_par(request.user).order_by(*self.get_ordering(request))


class DeLaRessource(LectureSeule):
    """For what belongs to a resource; `chemin` leads to it."""

    chemin = "ressource"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        lignes = super().get_queryset(request)
        if droits_de(request.user).tous:
            return lignes
        return lignes.filter(Parmi(self.chemin, Ressource.objects.visibles_par(request.user).values("pk")))


class LignesLues(admin.TabularInline):
    """Rows read under their parent; they change through the pages of the service."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
