"""Grids are kept on the pôles' pages; here they are read. What people answered is read where it was given."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from grilles.models import Grille, Section, VersionGrille
from poles.droits import droits_de


class SectionEnLigne(admin.TabularInline):
    model = Section
    fields = ["titre", "aide", "questions_posees"]
    readonly_fields = ["questions_posees"]
    can_delete = False
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).prefetch_related("questions")

    @admin.display(description="questions")
    def questions_posees(self, section: Section) -> str:
        return " / ".join(question.intitule for question in section.questions.all())

    def has_add_permission(self, request: HttpRequest, obj: VersionGrille | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: VersionGrille | None = None) -> bool:
        return False


@admin.register(Grille)
class GrilleAdmin(LectureSeule):
    list_display = ["__str__", "usage", "campagne"]
    list_filter = ["usage", "campagne__cycle__libelle"]
    list_select_related = ["campagne__pole", "campagne__cycle"]
    search_fields = ["campagne__pole__nom"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Grille]:
        return super().get_queryset(request).filter(_du_perimetre(request, ""))


@admin.register(VersionGrille)
class VersionGrilleAdmin(LectureSeule):
    list_display = ["grille", "numero", "etat", "etat_depuis"]
    list_filter = ["etat", "grille__usage"]
    list_select_related = ["grille__campagne__pole", "grille__campagne__cycle"]
    search_fields = ["grille__campagne__pole__nom"]
    ordering = ["-pk"]
    inlines = [SectionEnLigne]

    def get_queryset(self, request: HttpRequest) -> QuerySet[VersionGrille]:
        return super().get_queryset(request).filter(_du_perimetre(request, "grille__"))


def _du_perimetre(request: HttpRequest, chemin: str) -> Q:
    """The shipped grids, and those of the pôles that this administrator sees."""
    return Q(**{f"{chemin}campagne__isnull": True}) | droits_de(request.user).q(f"{chemin}campagne__")
