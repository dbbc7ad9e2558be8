"""Proofreading. Remarks stay their author's until they are handed in, here as elsewhere."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.http import HttpRequest

from commun.administration.perimetre import Acces
from comptes.models import Personne
from productions.models import Relecture, Remarque
from productions.queries.grilles import lit_la_relecture

from .filtres import ReponseFiltre
from .filtres_de_la_fiche import de_la_fiche
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
    list_display = ["__str__", "ressource", "auteur", "reponse_portee", "cree_le"]
    list_filter = [
        "bloquante",
        ReponseFiltre,
        "version__ressource__nature",
        *de_la_fiche("version__ressource__fiche__"),
        ("cree_le", admin.DateFieldListFilter),
        *CADRE_VERSION,
    ]
    list_select_related = ["version__ressource", "auteur"]
    search_fields = ["version__ressource__titre", "texte", "auteur__nom", "auteur__prenom"]
    ordering = ["-cree_le", "-pk"]
    fields = [
        "version", "relecture", "test", "auteur", "texte", "endroit", "bloquante", "cree_le", "reponse_portee",
        "explication_portee", "version_reponse",
    ]  # fmt: skip
    readonly_fields = ["reponse_portee", "explication_portee"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Remarque]:
        return super().get_queryset(request).visibles_par(request.user)

    @admin.display(description="réponse")
    def reponse_portee(self, remarque: Remarque) -> str:
        """Until a version carries it, an answer is its producers' alone."""
        return remarque.reponse_lue

    @admin.display(description="explication")
    def explication_portee(self, remarque: Remarque) -> str:
        return remarque.reponse_texte if remarque.version_reponse_id else ""

    @admin.display(description="ressource", ordering="version__ressource__titre")
    def ressource(self, remarque: Remarque) -> str:
        return remarque.version.ressource.titre
