"""What the files contain and what the livrets say, for whoever must find out why one is refused or not read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from productions.models import Analyse, Texte

from .perimetre import des_pieces


class LectureAdmin(LectureSeule):
    rubrique = Rubrique.REGLAGES
    list_filter = ["etat", "genre", ("demandee_le", admin.DateFieldListFilter)]
    search_fields = ["sha256", "pieces__nom"]
    ordering = ["-pk"]


@admin.register(Analyse)
class AnalyseAdmin(LectureAdmin):
    acces = Acces(des_pieces("analyse"))
    list_display = ["__str__", "etat", "avancement", "essais", "demandee_le", "finie_le", "motif"]
    # The outline of a course belongs to the resource's own pages.
    exclude = ["faits"]


@admin.register(Texte)
class TexteAdmin(LectureAdmin):
    acces = Acces(des_pieces("texte"))
    list_display = ["__str__", "etat", "essais", "demandee_le", "finie_le", "motif", "reserve"]
    # So does the livret.
    exclude = ["contenu"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Texte]:
        return super().get_queryset(request).defer("contenu")
