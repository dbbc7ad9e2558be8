"""Grids are kept on the pôles' pages; here they are read. What people answered is read where it was given."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces, LignesLues
from commun.administration.rubriques import Rubrique
from grilles.models import Grille, Section, VersionGrille
from poles.admin.perimetre import de_la_campagne


class SectionEnLigne(LignesLues):
    model = Section
    fields = ["titre", "aide", "questions_posees"]
    readonly_fields = ["questions_posees"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).prefetch_related("questions")

    @admin.display(description="questions")
    def questions_posees(self, section: Section) -> str:
        return " / ".join(question.intitule for question in section.questions.all())


@admin.register(Grille)
class GrilleAdmin(LectureSeule):
    # The shipped grids too.
    acces = Acces(de_la_campagne("campagne", ou_commun=True))
    rubrique = Rubrique.GRILLES
    list_display = ["__str__", "usage", "campagne"]
    list_filter = ["usage", "campagne__cycle__libelle"]
    list_select_related = ["campagne__pole", "campagne__cycle"]
    search_fields = ["campagne__pole__nom"]
    ordering = ["-pk"]


@admin.register(VersionGrille)
class VersionGrilleAdmin(LectureSeule):
    acces = Acces(de_la_campagne("grille__campagne", ou_commun=True))
    rubrique = Rubrique.GRILLES
    list_display = ["grille", "numero", "etat", "etat_depuis"]
    list_filter = ["etat", "grille__usage"]
    list_select_related = ["grille__campagne__pole", "grille__campagne__cycle"]
    search_fields = ["grille__campagne__pole__nom"]
    ordering = ["-pk"]
    inlines = [SectionEnLigne]
