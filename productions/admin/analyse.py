"""What the files contain, for whoever must find out why one is refused or not read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.ensembles import Parmi
from poles.droits import droits_de
from productions.models import Analyse
from productions.queries.pieces import pieces_lisibles


@admin.register(Analyse)
class AnalyseAdmin(LectureSeule):
    list_display = ["__str__", "etat", "avancement", "essais", "demandee_le", "finie_le", "motif"]
    list_filter = ["etat", "genre", ("demandee_le", admin.DateFieldListFilter)]
    search_fields = ["sha256", "pieces__nom"]
    ordering = ["-pk"]
    # The outline of a course belongs to the resource's own pages.
    exclude = ["faits"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Analyse]:
        """Of the files that the person may download: a reason says how many people a backup held."""
        analyses = super().get_queryset(request)
        if droits_de(request.user).tous:
            return analyses
        return analyses.filter(Parmi("pk", pieces_lisibles(request.user).values("analyse")))
