"""What was imported, for whoever must find out why: no line of it, which are its depositor's alone."""

from django.contrib import admin

from commun.admin.lecture_seule import LectureSeule
from importations.models import Importation


@admin.register(Importation)
class ImportationAdmin(LectureSeule):
    list_display = [
        "nom_fichier",
        "sorte",
        "demandeur",
        "deposee_le",
        "nouvelles",
        "changees",
        "refusees",
        "importee_le",
    ]
    list_filter = ["sorte"]
    list_select_related = ["demandeur"]
    search_fields = ["nom_fichier", "demandeur__nom"]
    exclude = ["fichier", "empreinte"]
