"""Proofreading. Remarks stay their author's until they are handed in, here as elsewhere."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.http import HttpRequest

from commun.administration.perimetre import Acces
from comptes.models import Personne
from productions.models import Relecture, Remarque
from productions.queries.grilles import lit_la_relecture

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
    fields = ["version", "relecteur", "assignee_par", "assignee_le", "echeance", "avis_lisible", "etat", "etat_depuis"]
    readonly_fields = ["avis_lisible", "etat", "etat_depuis"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Relecture]:
        """Each relecture carries who reads it: a column receives nothing else, and threads share this object."""
        return super().get_queryset(request).annotate(lecteur=Value(request.user.pk))

    @admin.display(description="appréciation d'ensemble")
    def avis_lisible(self, relecture: Relecture) -> str:
        lue = lit_la_relecture(relecture, relecture.version, Personne(pk=relecture.lecteur))
        return relecture.avis if lue else "(à son auteur, tant que vous devez relire la même version)"


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
