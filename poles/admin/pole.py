"""A pôle for years, a campaign for one cycle."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from commun.admin.effacement import EffacableSiInutilise
from commun.administration.perimetre import TOUS_LES_GESTES, Acces
from commun.administration.rubriques import Rubrique
from commun.horloge import maintenant
from poles.admin import perimetre
from poles.admin.gestes import INVITER
from poles.admin.territoire import ADMINISTRER
from poles.forms import CampagneAdminForm
from poles.models import Campagne, Pole
from poles.services import modifier_campagne


@admin.register(Pole)
class PoleAdmin(EffacableSiInutilise, perimetre.DansMonAcademie):
    acces = Acces(
        perimetre.poles, ajouter=ADMINISTRER, modifier=ADMINISTRER, effacer=ADMINISTRER, academie=TOUS_LES_GESTES
    )
    rubrique = Rubrique.MES_POLES
    historique = ["nom", "slug", "genre", "academie", "parent"]
    list_display = ["nom", "genre", "academie", "parent"]
    list_filter = ["genre", "academie"]
    list_select_related = ["academie", "parent"]
    search_fields = ["nom", "slug"]
    autocomplete_fields = ["academie", "parent"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Pole | None = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("nom",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Pole | None = None) -> list[str]:
        # It stands in every link that people have kept.
        return ["slug"] if obj else []


@admin.register(Campagne)
class CampagneAdmin(EffacableSiInutilise):
    acces = Acces(
        perimetre.campagnes,
        ajouter="poles.ouvrir_campagne",
        modifier="poles.modifier_campagne",
        effacer="poles.nommer_responsables",
        academie=("ajouter", "effacer"),
    )
    rubrique = Rubrique.MES_POLES
    historique = ["pole", "cycle", "theme", "mission_production", "mission_animation"]
    form = CampagneAdminForm
    list_display = ["pole", "cycle", "theme", "mission_production", "mission_animation"]
    list_filter = ["cycle__libelle", "pole__genre", "pole__academie"]
    list_select_related = ["pole", "cycle"]
    ordering = ["-pk"]
    search_fields = ["pole__nom", "cycle__libelle", "theme"]
    actions = [INVITER]
    autocomplete_fields = ["pole", "cycle"]

    def get_readonly_fields(self, request: HttpRequest, obj: Campagne | None = None) -> list[str]:
        return ["pole", "cycle"] if obj else []

    def save_model(self, request: HttpRequest, obj: Campagne, form: Any, change: bool) -> None:
        """A change goes through the service, which writes the journal."""
        if not change:
            super().save_model(request, obj, form, change)
        elif form.changed_data:
            modifier_campagne(
                campagne=obj,
                theme=obj.theme,
                mission_production=obj.mission_production,
                mission_animation=obj.mission_animation,
                acteur=request.user,
                maintenant=maintenant(),
            )
