"""Resources and who produces them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.administration.perimetre import Acces, LignesLues
from poles.admin.perimetre import visibles
from productions.models import Producteur, Ressource, Version

from .decisions import ASSIGNER, REPOUSSER
from .filtres import AttenteFiltre, AvancementFiltre, EtapeFiltre, RetardFiltre
from .filtres_de_la_fiche import de_la_fiche
from .perimetre import DeLaRessource, DuPerimetre, cadre
from .recherche import ChercheParMots, ressources_cherchees
from .relances import relancer


class ProducteursDeLaRessource(LignesLues):
    model = Producteur
    fields = readonly_fields = ["personne", "accord", "accord_le", "accord_reference"]


class VersionsDeLaRessource(LignesLues):
    model = Version
    fields = readonly_fields = ["numero", "deposee_par", "deposee_le", "ouverte_le", "annulee_le"]


@admin.register(Ressource)
class RessourceAdmin(ChercheParMots, DuPerimetre):
    acces = Acces(visibles("campagne_suivi"))
    list_display = ["titre", "nature", "etat", "etat_depuis", "numero_version", "campagne_suivi"]
    list_filter = [
        EtapeFiltre,
        AvancementFiltre,
        AttenteFiltre,
        RetardFiltre,
        "etat",
        "nature",
        *de_la_fiche("fiche__"),
        *cadre("campagne_suivi"),
    ]
    list_select_related = ["campagne_suivi__pole", "campagne_suivi__cycle"]
    actions = [ASSIGNER, REPOUSSER, relancer]
    inlines = [ProducteursDeLaRessource, VersionsDeLaRessource]
    fields = ["titre", "nature", "fiche", "campagne_origine", "campagne_suivi", "etat", "etat_depuis", "numero_version"]
    readonly_fields = ["etat", "etat_depuis", "numero_version"]

    def trouver(self, request: HttpRequest, lignes: QuerySet[Ressource], saisie: str) -> QuerySet[Ressource]:
        return ressources_cherchees(lignes, saisie, request)


@admin.register(Producteur)
class ProducteurAdmin(DeLaRessource):
    list_display = ["personne", "ressource", "accord", "accord_le"]
    list_filter = ["accord", *cadre("ressource__campagne_suivi")]
    list_select_related = ["personne", "ressource"]
    ordering = ["-pk"]
    search_fields = ["personne__nom", "personne__prenom", "ressource__titre"]
