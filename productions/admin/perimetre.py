"""The administration shows a person what the pages would show them, and nobody types a state there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from productions.models import Ressource


class DuPerimetre(LectureSeule):
    """For the models whose manager knows who sees what."""

    ordering = ["-etat_depuis", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model.objects.visibles_par(request.user).order_by(*self.get_ordering(request))


class DeLaRessource(LectureSeule):
    """For what belongs to a resource; `chemin` leads to it."""

    chemin = "ressource"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visibles = Ressource.objects.visibles_par(request.user)
        return super().get_queryset(request).filter(**{f"{self.chemin}__in": visibles})


class LignesLues(admin.TabularInline):
    """Rows read under their parent; they change through the pages of the service."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
