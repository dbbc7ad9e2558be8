"""What the files contain, for whoever must find out why one is refused or not read."""

from __future__ import annotations

from django.contrib import admin

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from productions.models import Analyse

from .perimetre import des_pieces


@admin.register(Analyse)
class AnalyseAdmin(LectureSeule):
    acces = Acces(des_pieces("analyse"))
    rubrique = Rubrique.REGLAGES
    list_display = ["__str__", "etat", "avancement", "essais", "demandee_le", "finie_le", "motif"]
    list_filter = ["etat", "genre", ("demandee_le", admin.DateFieldListFilter)]
    search_fields = ["sha256", "pieces__nom"]
    ordering = ["-pk"]
    # The outline of a course belongs to the resource's own pages.
    exclude = ["faits"]
