"""Cycles, their dates, and the days without class. Opening a cycle lays its milestones and its holidays."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from calendrier.admin.gestes import CLORE, DEPLACER, OUVRIR, campagnes_a_dater, liens_des_dates
from calendrier.forms import CycleForm, EcheanceDuCycleForm, EcheanceForm, EcheancesDuCycleFormSet
from calendrier.models import Echeance, JalonUsuel, JourSansClasse, Rappel, RegleRappel
from commun.admin.effacement import EffacableSiInutilise
from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import ACADEMIE, TOUS_LES_GESTES, Acces, LignesDuPerimetre
from commun.administration.rubriques import Rubrique
from commun.ensembles import Parmi
from commun.horloge import maintenant
from poles.admin import perimetre
from poles.droits import droits_de
from poles.models import Campagne, Cycle
from poles.permissions import CONDUIRE

DATER = "calendrier.dater_cycle"


def du_cycle(table: QuerySet[Any], personne: Any, par_mandat: bool) -> QuerySet[Any]:
    """What is set for one's pôles, and for the whole of their cycles."""
    if not par_mandat:
        return table
    miens = perimetre.cycles(Cycle.objects.all(), personne, par_mandat).values("pk")
    a_moi = droits_de(personne).q("campagne__", *CONDUIRE)
    return table.filter(a_moi | (Q(campagne__isnull=True) & Q(Parmi("cycle", miens))))


class EcheancesDuCycle(LignesDuPerimetre):
    model = Echeance
    form = EcheanceDuCycleForm
    formset = EcheancesDuCycleFormSet
    # One is taken out on its own page.
    can_delete = False
    verbose_name_plural = "échéances de tous les pôles du cycle"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Echeance]:
        return super().get_queryset(request).filter(campagne__isnull=True)


@admin.register(Cycle)
class CycleAdmin(EffacableSiInutilise, perimetre.DansMonAcademie):
    acces = Acces(perimetre.cycles, ajouter=DATER, modifier=DATER, effacer=DATER, academie=TOUS_LES_GESTES)
    rubrique = Rubrique.CALENDRIER
    historique = ["academie", "libelle", "debut", "fin", "formation_continue_payee"]
    form = CycleForm
    list_display = ["libelle", "academie", "debut", "fin", "etat"]
    list_filter = ["etat", "academie"]
    list_select_related = ["academie"]
    search_fields = ["libelle", "academie__nom"]
    autocomplete_fields = ["academie"]
    readonly_fields = ["etat", "etat_depuis"]
    fields = ["academie", "libelle", "debut", "fin", "formation_continue_payee", "etat", "etat_depuis"]
    actions = [OUVRIR, CLORE]

    def get_inlines(self, request: HttpRequest, obj: Cycle | None) -> list[type[admin.TabularInline]]:
        return [EcheancesDuCycle] if obj else []


@admin.register(Echeance)
class EcheanceAdmin(EffacableSiInutilise):
    acces = Acces(du_cycle)
    rubrique = Rubrique.CALENDRIER
    historique = ["cycle", "campagne", "nature", "rang", "jour", "obligatoire"]
    form = EcheanceForm
    list_display = ["libelle_affiche", "cycle", "campagne", "jour", "obligatoire"]
    list_filter = ["nature", "obligatoire", "cycle__libelle", "cycle__academie"]
    list_select_related = ["cycle", "campagne__pole", "campagne__cycle"]
    search_fields = ["cycle__libelle", "campagne__pole__nom", "nature"]
    date_hierarchy = "jour"
    autocomplete_fields = ["cycle", "campagne"]
    actions = [DEPLACER]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Who leads pôles moves their own dates alone: without any in the list, the page that sets them is offered."""
        actions = super().get_actions(request)
        if not (request.user.has_perm(ACADEMIE) or any(campagne.datee for campagne in self._a_dater(request))):
            actions.pop(DEPLACER.nom, None)
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        liens = liens_des_dates(self._a_dater(request))
        return super().changelist_view(request, {"ailleurs": liens, **(extra_context or {})})

    def _a_dater(self, request: HttpRequest) -> list[Campagne]:
        """Asked once a request: Django asks for the actions several times."""
        if not hasattr(request, "campagnes_a_dater"):
            request.campagnes_a_dater = campagnes_a_dater(request.user)
        return request.campagnes_a_dater

    @admin.display(description="échéance", ordering="nature")
    def libelle_affiche(self, echeance: Echeance) -> str:
        return echeance.libelle


@admin.register(JalonUsuel)
class JalonUsuelAdmin(EffacableSiInutilise):
    """The template of a year: cycles that are open keep their dates."""

    historique = ["nature", "rang", "mois", "quantieme", "annee_de_fin", "obligatoire"]

    list_display = ["__str__", "mois", "quantieme", "annee_de_fin", "obligatoire"]
    list_filter = ["obligatoire"]
    search_fields = ["nature"]


@admin.register(JourSansClasse)
class JourSansClasseAdmin(EffacableSiInutilise, perimetre.DansMonAcademie):
    acces = Acces(
        perimetre.de_l_academie(ou_commun=True),
        ajouter="poles.administrer",
        modifier="poles.administrer",
        effacer="poles.administrer",
        academie=TOUS_LES_GESTES,
    )
    rubrique = Rubrique.CALENDRIER
    historique = ["academie", "genre", "libelle", "debut", "fin"]
    list_display = ["libelle", "academie", "genre", "debut", "fin"]
    list_filter = ["genre", "academie"]
    list_select_related = ["academie"]
    search_fields = ["libelle", "academie__nom"]
    date_hierarchy = "debut"
    autocomplete_fields = ["academie"]


@admin.register(RegleRappel)
class RegleRappelAdmin(EffacableSiInutilise):
    """What a whole cycle is reminded by, where no pôle prefers otherwise. A pôle's own rules are read here, and
    changed on its page, which says when they send next."""

    list_display = ["__str__", "cycle", "campagne", "obligatoire", "avant_1", "avant_2", "avant_3", "apres", "relances"]
    list_filter = ["obligatoire", "nature", "cycle__libelle"]
    list_select_related = ["cycle", "campagne__pole", "campagne__cycle"]
    search_fields = ["cycle__libelle", "campagne__pole__nom", "nature", "genre"]
    autocomplete_fields = ["cycle"]
    acces = Acces(du_cycle, ajouter=DATER, modifier=DATER, effacer=DATER, sur="cycle", academie=TOUS_LES_GESTES)
    rubrique = Rubrique.CALENDRIER
    historique = ["cycle", "nature", "obligatoire", "avant_1", "avant_2", "avant_3", "apres", "relances"]
    # What comes from no milestone is settled pôle by pôle, or by the rule of all the rest: an empty étape.
    fields = ["cycle", "nature", "obligatoire", "avant_1", "avant_2", "avant_3", "apres", "relances"]

    def has_change_permission(self, request: HttpRequest, obj: RegleRappel | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.campagne_id is None)


@admin.register(Rappel)
class RappelAdmin(LectureSeule):
    acces = Acces(perimetre.de_la_campagne("campagne"))
    rubrique = Rubrique.COURRIELS
    list_display = ["titre", "personne", "campagne", "occurrence", "jour", "etat_du_courriel"]
    list_filter = ["etat", "nature", "obligatoire", ("jour", admin.DateFieldListFilter)]
    list_select_related = ["personne", "campagne__pole", "campagne__cycle", "courriel"]
    search_fields = ["titre", "cle", "personne__nom", "personne__prenom", "campagne__pole__nom"]
    ordering = ["-pk"]
    # One mail a person and day: its subject may be about another pôle.
    exclude = ["courriel"]

    @admin.display(description="état")
    def etat_du_courriel(self, rappel: Rappel) -> str:
        return rappel.etat_affiche(maintenant())
