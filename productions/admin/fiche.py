"""Fiches-projet."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.administration.perimetre import Acces, LignesLues
from commun.administration.rubriques import Rubrique
from poles.admin.perimetre import visibles
from productions.models import FicheProjet, Ressource
from productions.planning import JOURS

from .decisions import ABANDONNER, RENVOYER, RETENIR, ROUVRIR
from .filtres import AttenteDeFicheFiltre
from .filtres_de_la_fiche import de_la_fiche
from .perimetre import DuPerimetre, cadre
from .recherche import ChercheParMots, fiches_cherchees


class RessourcesDeLaFiche(LignesLues):
    model = Ressource
    fields = readonly_fields = ["titre", "nature", "etat", "numero_version"]


@admin.register(FicheProjet)
class FicheAdmin(ChercheParMots, DuPerimetre):
    acces = Acces(visibles("campagne"))
    rubrique = Rubrique.FICHES
    list_display = ["titre", "campagne", "etat", "etat_depuis", "redigee_par"]
    list_filter = [
        "etat",
        AttenteDeFicheFiltre,
        *de_la_fiche(),
        ("cree_le", admin.DateFieldListFilter),
        *cadre("campagne"),
    ]
    list_select_related = ["campagne__pole", "campagne__cycle", "redigee_par"]
    inlines = [RessourcesDeLaFiche]
    actions = [RETENIR, RENVOYER, ROUVRIR, ABANDONNER]
    readonly_fields = ["etat", "etat_depuis", "motif", "cree_le"]
    fieldsets = [
        ("Quoi", {"fields": ["titre", "campagne", "resume", "objectifs", "outils", "disciplines", "niveaux"]}),
        ("Quand", {"fields": JOURS}),
        ("Où elle en est", {"fields": ["etat", "etat_depuis", "motif", "redigee_par", "cree_le"]}),
    ]  # fmt: skip

    def trouver(self, request: HttpRequest, lignes: QuerySet[FicheProjet], saisie: str) -> QuerySet[FicheProjet]:
        return fiches_cherchees(lignes, saisie)
