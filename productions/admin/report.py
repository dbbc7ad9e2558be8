"""Extensions and own dates, read only: they change through the pages of the service."""

from __future__ import annotations

from django.contrib import admin

from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from poles.admin.perimetre import visibles
from productions.models import DatePropre, Report

from .decisions import ACCORDER, REFUSER
from .perimetre import DeLaRessource, DuPerimetre, cadre


@admin.register(Report)
class ReportAdmin(DuPerimetre):
    acces = Acces(visibles("ressource__campagne_suivi"))
    rubrique = Rubrique.CALENDRIER
    list_display = ["__str__", "etat", "etat_depuis", "jour_avant", "jour_souhaite", "jour_propose", "demande_par"]
    list_filter = ["etat", "nature", *cadre("ressource__campagne_suivi")]
    list_select_related = ["ressource", "demande_par"]
    search_fields = ["ressource__titre", "ressource__campagne_suivi__pole__nom"]
    actions = [ACCORDER, REFUSER]


@admin.register(DatePropre)
class DatePropreAdmin(DeLaRessource):
    rubrique = Rubrique.CALENDRIER
    list_display = ["__str__", "jour", "report"]
    list_filter = ["nature", *cadre("ressource__campagne_suivi")]
    list_select_related = ["ressource", "report__ressource"]
    search_fields = ["ressource__titre"]
    ordering = ["-pk"]
