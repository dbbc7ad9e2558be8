"""Fiches-projet."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.actions import refus_en_message
from commun.administration.perimetre import Acces, LignesLues
from commun.administration.rubriques import Rubrique
from commun.horloge import maintenant
from poles.admin.perimetre import visibles
from productions.models import FicheProjet, Ressource
from productions.planning import JOURS
from productions.services import retenir_fiche

from .perimetre import DuPerimetre, cadre


class RessourcesDeLaFiche(LignesLues):
    model = Ressource
    fields = readonly_fields = ["titre", "nature", "etat", "numero_version"]


@admin.register(FicheProjet)
class FicheAdmin(DuPerimetre):
    acces = Acces(visibles("campagne"))
    rubrique = Rubrique.FICHES
    list_display = ["titre", "campagne", "etat", "etat_depuis", "redigee_par"]
    list_filter = ["etat", ("cree_le", admin.DateFieldListFilter), *cadre("campagne"), "disciplines", "niveaux"]
    list_select_related = ["campagne__pole", "campagne__cycle", "redigee_par"]
    search_fields = ["titre", "resume", "ressources__titre", "redigee_par__nom", "redigee_par__prenom"]
    inlines = [RessourcesDeLaFiche]
    actions = ["retenir"]
    readonly_fields = ["etat", "etat_depuis", "motif", "cree_le"]
    fieldsets = [
        ("Quoi", {"fields": ["titre", "campagne", "resume", "objectifs", "outils", "disciplines", "niveaux"]}),
        ("Quand", {"fields": JOURS}),
        ("Où elle en est", {"fields": ["etat", "etat_depuis", "motif", "redigee_par", "cree_le"]}),
    ]  # fmt: skip

    @admin.action(description="Retenir les fiches choisies", permissions=["view"])
    def retenir(self, request: HttpRequest, queryset: QuerySet[FicheProjet]) -> None:
        """The same service as the page's button, with the same rights, fiche by fiche."""
        for fiche in queryset.select_related("campagne__pole"):
            if not request.user.has_perm("productions.retenir_fiche", fiche):
                messages.error(request, f"« {fiche} » : cette décision revient au PREDAC ou à l'IAN du pôle.")
                continue
            with refus_en_message(request):
                retenir_fiche(fiche=fiche, acteur=request.user, maintenant=maintenant())
                messages.success(request, f"« {fiche} » est retenue.")
