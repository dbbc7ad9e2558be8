"""Exchanges of relectures and contested answers, read only: they change through the pages of the service."""

from __future__ import annotations

from django.contrib import admin

from commun.administration.perimetre import Acces
from productions.models import Contestation, Echange

from .perimetre import DeLaRessource, cadre, de_la_ressource


@admin.register(Echange)
class EchangeAdmin(DeLaRessource):
    acces = Acces(de_la_ressource("relecture__version__ressource"))
    list_display = ["__str__", "etat", "etat_depuis", "vers", "contre"]
    list_filter = ["etat", *cadre("relecture__version__ressource__campagne_suivi")]
    list_select_related = [
        "vers", "relecture__relecteur", "relecture__version__ressource", "contre__relecteur",
        "contre__version__ressource",
    ]  # fmt: skip
    search_fields = ["relecture__version__ressource__titre", "vers__nom", "vers__prenom"]
    ordering = ["-pk"]


@admin.register(Contestation)
class ContestationAdmin(DeLaRessource):
    acces = Acces(de_la_ressource("remarque__version__ressource"))
    list_display = ["__str__", "contestee_le", "reponse", "repondue_le"]
    list_filter = ["reponse", ("contestee_le", admin.DateFieldListFilter)]
    list_select_related = ["remarque__version__ressource"]
    search_fields = ["remarque__version__ressource__titre", "motif"]
    ordering = ["-contestee_le", "-pk"]
