"""The journal as it was written: nothing here can be changed."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from journal.libelles import actions_connues, phrase_entiere
from journal.models import Ecriture, Tete


class ActionFiltre(admin.SimpleListFilter):
    """The actions that the rooms have registered: asking the table for its own would read it whole."""

    title = parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(action, action) for action in actions_connues()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ecriture]) -> QuerySet[Ecriture]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(Ecriture)
class EcritureAdmin(LectureSeule):
    list_display = ["phrase", "chaine", "rang", "ecrite_le"]
    list_filter = [ActionFiltre, ("ecrite_le", admin.DateFieldListFilter)]
    list_select_related = ["acteur"]
    search_fields = ["chaine", "action", "acteur__nom", "acteur__prenom", "texte"]
    ordering = ["-ecrite_le", "-pk"]
    fields = ["phrase", "chaine", "rang", "ecrite_le", "acteur", "action", "donnees", "texte", "empreinte_texte", "empreinte"]  # fmt: skip  # noqa: E501
    readonly_fields = ["phrase"]

    @admin.display(description="ce qui s'est passé")
    def phrase(self, ecriture: Ecriture) -> str:
        return phrase_entiere(ecriture)


@admin.register(Tete)
class TeteAdmin(LectureSeule):
    list_display = ["chaine", "rang", "empreinte"]
    search_fields = ["chaine"]
