"""Which livrets could be read, and why the others could not."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from productions.models import Texte

from .perimetre import des_pieces


@admin.register(Texte)
class TexteAdmin(LectureSeule):
    acces = Acces(des_pieces("texte"))
    rubrique = Rubrique.REGLAGES
    list_display = ["__str__", "etat", "essais", "demandee_le", "finie_le", "motif", "reserve"]
    list_filter = ["etat", "genre", ("demandee_le", admin.DateFieldListFilter)]
    search_fields = ["sha256", "pieces__nom"]
    ordering = ["-pk"]
    # The livret itself is read on the resource's own pages.
    exclude = ["contenu"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Texte]:
        return super().get_queryset(request).defer("contenu")
