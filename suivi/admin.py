"""The moments of the year and the meetings, as they were recorded on the pôles' pages."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.admin.lecture_seule import LectureSeule
from poles.droits import droits_de
from productions.admin.perimetre import DuPerimetre, LignesLues, cadre
from suivi.models import Decision, EtapeTenue, Participation, Reunion


@admin.register(EtapeTenue)
class EtapeTenueAdmin(LectureSeule):
    list_display = ["__str__", "campagne", "jour", "consignee_par", "consignee_le"]
    list_filter = ["nature", "campagne__cycle__libelle", "campagne__pole__academie"]
    list_select_related = ["campagne__pole", "campagne__cycle", "consignee_par"]
    search_fields = ["campagne__pole__nom", "consignee_par__nom", "notes"]
    date_hierarchy = "jour"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EtapeTenue]:
        return super().get_queryset(request).filter(droits_de(request.user).q("campagne__"))


class ParticipationEnLigne(LignesLues):
    model = Participation
    fields = ["personne", "fonction", "reponse", "repondue_le", "presence"]
    show_change_link = False


class DecisionEnLigne(LignesLues):
    model = Decision
    fields = ["texte", "responsable", "echeance", "faite_le", "faite_par"]
    show_change_link = False


@admin.register(Reunion)
class ReunionAdmin(DuPerimetre):
    list_display = ["__str__", "genre", "campagne", "debut", "etat", "financee", "organisee_par"]
    list_filter = ["etat", "genre", "financee", *cadre("campagne")]
    list_select_related = ["campagne__pole", "campagne__cycle", "organisee_par"]
    search_fields = ["objet", "campagne__pole__nom", "organisee_par__nom"]
    ordering = ["-debut", "-pk"]
    inlines = [ParticipationEnLigne, DecisionEnLigne]
