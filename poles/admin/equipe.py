"""Mandates are given and ended, never rewritten; every change of a team goes through the services."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from commun.admin.effacement import EffacableSiInutilise, JamaisEfface
from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from commun.horloge import maintenant
from comptes.admin import PersonneAdmin
from poles.admin import perimetre
from poles.admin.filtres import InvitationFiltre
from poles.admin.gestes import RELANCER, TERMINER
from poles.admin.perimetre import de_l_academie
from poles.admin.territoire import DE_L_ACADEMIE
from poles.models import Affectation, Mandat
from poles.services import enregistrer_affectation, nommer, supprimer_affectation

# The accounts stand below the mandates, and cannot know who leads whom.
PersonneAdmin.acces = Acces(perimetre.personnes)
CHAMPS = ["personne", "fonction", "titre", "campagne", "pole", "academie", "debut", "fin"]


@admin.register(Mandat)
class MandatAdmin(JamaisEfface):
    acces = Acces(perimetre.equipe, ajouter="poles.nommer", modifier="poles.terminer_mandat")
    rubrique = Rubrique.EQUIPE
    historique = ["fonction", "titre", "campagne", "pole", "academie", "debut", "fin", "termine_le"]
    list_display = ["personne", "role", "portee", "debut", "fin"]
    list_filter = ["fonction", InvitationFiltre, "titre", ("fin", admin.EmptyFieldListFilter), "academie"]
    list_select_related = ["personne", "campagne__pole", "campagne__cycle", "pole", "academie"]
    search_fields = ["personne__nom", "personne__prenom", "campagne__pole__nom", "pole__nom", "academie__nom"]
    ordering = ["-pk"]
    fields = CHAMPS
    autocomplete_fields = ["personne", "campagne", "pole", "academie"]
    actions = [RELANCER, TERMINER]

    @admin.display(description="fonction", ordering="fonction")
    def role(self, mandat: Mandat) -> str:
        return mandat.libelle

    @admin.display(description="où")
    def portee(self, mandat: Mandat) -> Model:
        return mandat.campagne or mandat.pole or mandat.academie

    def get_readonly_fields(self, request: HttpRequest, obj: Mandat | None = None) -> list[str]:
        return CHAMPS if obj else []

    def save_model(self, request: HttpRequest, obj: Mandat, form: Any, change: bool) -> None:
        if change:
            return
        nomme = nommer(
            personne=obj.personne,
            fonction=obj.fonction,
            titre=obj.titre,
            portee=self.portee(obj),
            debut=obj.debut,
            fin=obj.fin,
            acteur=request.user,
            maintenant=maintenant(),
        )
        # What the administration says of « the record just saved » is about this one.
        obj.pk = nomme.pk


@admin.register(Affectation)
class AffectationAdmin(EffacableSiInutilise):
    acces = replace(DE_L_ACADEMIE, lignes=de_l_academie("etablissement__academie"), sur="etablissement")
    rubrique = Rubrique.EQUIPE
    historique = ["personne", "etablissement", "debut", "fin"]
    list_display = ["personne", "etablissement", "debut", "fin"]
    list_filter = ["etablissement__academie", ("fin", admin.EmptyFieldListFilter)]
    list_select_related = ["personne", "etablissement"]
    search_fields = ["personne__nom", "personne__prenom", "etablissement__nom", "etablissement__uai"]
    autocomplete_fields = ["personne", "etablissement"]

    def save_model(self, request: HttpRequest, obj: Affectation, form: Any, change: bool) -> None:
        if form.changed_data:
            enregistrer_affectation(affectation=obj, acteur=request.user, maintenant=maintenant())

    def delete_model(self, request: HttpRequest, obj: Affectation) -> None:
        supprimer_affectation(affectation=obj, acteur=request.user, maintenant=maintenant())
