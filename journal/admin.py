"""The journal as it was written: nothing here can be changed."""

from __future__ import annotations

from django.contrib import admin

from commun.admin.lecture_seule import LectureSeule
from journal.libelles import phrase_entiere
from journal.models import Ecriture, Tete


@admin.register(Ecriture)
class EcritureAdmin(LectureSeule):
    list_display = ["phrase", "chaine", "rang", "ecrite_le"]
    list_filter = ["action"]
    list_select_related = ["acteur"]
    search_fields = ["chaine", "action", "acteur__nom", "acteur__prenom", "texte"]
    date_hierarchy = "ecrite_le"
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
