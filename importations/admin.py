"""What was imported, for whoever must find out why: no line of it, which are its depositor's alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from importations.models import Importation


def siennes(table: QuerySet[Importation], personne: Any, par_mandat: bool) -> QuerySet[Importation]:
    return table.filter(demandeur=personne) if par_mandat else table


@admin.register(Importation)
class ImportationAdmin(LectureSeule):
    # As on the pages: what a person has deposited is theirs alone.
    acces = Acces(siennes)
    rubrique = Rubrique.REGLAGES
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
