"""Resources and who produces them."""

from __future__ import annotations

from django.contrib import admin

from commun.administration.perimetre import Acces, LignesLues
from poles.admin.perimetre import visibles
from productions.models import Producteur, Ressource, Version

from .decisions import ASSIGNER, REPOUSSER
from .filtres import AttenteFiltre, RetardFiltre
from .perimetre import DeLaRessource, DuPerimetre, cadre


class ProducteursDeLaRessource(LignesLues):
    model = Producteur
    fields = readonly_fields = ["personne", "accord", "accord_le", "accord_reference"]


class VersionsDeLaRessource(LignesLues):
    model = Version
    fields = readonly_fields = ["numero", "deposee_par", "deposee_le", "ouverte_le", "annulee_le"]


@admin.register(Ressource)
class RessourceAdmin(DuPerimetre):
    acces = Acces(visibles("campagne_suivi"))
    list_display = ["titre", "nature", "etat", "etat_depuis", "numero_version", "campagne_suivi"]
    list_filter = [AttenteFiltre, RetardFiltre, "etat", "nature", *cadre("campagne_suivi")]
    list_select_related = ["campagne_suivi__pole", "campagne_suivi__cycle"]
    search_fields = ["titre", "fiche__titre", "campagne_suivi__pole__nom", "producteurs__nom", "producteurs__prenom"]
    actions = [ASSIGNER, REPOUSSER]
    inlines = [ProducteursDeLaRessource, VersionsDeLaRessource]
    fields = ["titre", "nature", "fiche", "campagne_origine", "campagne_suivi", "etat", "etat_depuis", "numero_version"]
    readonly_fields = ["etat", "etat_depuis", "numero_version"]


@admin.register(Producteur)
class ProducteurAdmin(DeLaRessource):
    list_display = ["personne", "ressource", "accord", "accord_le"]
    list_filter = ["accord", *cadre("ressource__campagne_suivi")]
    list_select_related = ["personne", "ressource"]
    ordering = ["-pk"]
    search_fields = ["personne__nom", "personne__prenom", "ressource__titre"]
