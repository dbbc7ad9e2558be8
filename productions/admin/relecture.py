"""Proofreading. Remarks stay their author's until they are handed in, here as elsewhere."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.administration.perimetre import Acces
from productions.models import Relecture, Remarque

from .perimetre import DeLaRessource, cadre, de_la_ressource

DE_LA_VERSION = Acces(de_la_ressource("version__ressource"))
CADRE_VERSION = cadre("version__ressource__campagne_suivi")


@admin.register(Relecture)
class RelectureAdmin(DeLaRessource):
    acces = DE_LA_VERSION
    list_display = ["__str__", "etat", "etat_depuis", "echeance", "assignee_par"]
    list_filter = ["etat", ("assignee_le", admin.DateFieldListFilter), *CADRE_VERSION]
    list_select_related = ["version__ressource", "relecteur", "assignee_par"]
    search_fields = [
        "version__ressource__titre",
        "version__ressource__campagne_suivi__pole__nom",
        "relecteur__nom",
        "relecteur__prenom",
    ]
    ordering = ["-pk"]
    fields = ["version", "relecteur", "assignee_par", "assignee_le", "echeance", "avis", "etat", "etat_depuis"]
    readonly_fields = ["etat", "etat_depuis"]


@admin.register(Remarque)
class RemarqueAdmin(DeLaRessource):
    acces = DE_LA_VERSION
    list_display = ["__str__", "ressource", "auteur", "reponse", "cree_le"]
    list_filter = ["bloquante", "reponse", ("cree_le", admin.DateFieldListFilter)]
    list_select_related = ["version__ressource", "auteur"]
    search_fields = ["version__ressource__titre", "texte", "auteur__nom", "auteur__prenom"]
    ordering = ["-cree_le", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Remarque]:
        return super().get_queryset(request).visibles_par(request.user)

    @admin.display(description="ressource", ordering="version__ressource__titre")
    def ressource(self, remarque: Remarque) -> str:
        return remarque.version.ressource.titre
