"""Rounds, visas and publications as the administration reads them: nothing is typed there.

Until a round is decided, what a visa says is its author's alone: masked in the list and in the detail, out of the
search, and out of the filters, those that anybody may type in the address included. Prepared opinions, what lies on
the table of a séance and the codes that sign it are not in the administration at all.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest

from commun.administration.perimetre import Acces, LignesLues
from commun.administration.rubriques import Rubrique
from poles.admin.perimetre import visibles
from productions.admin.perimetre import DeLaRessource, DuPerimetre, cadre, de_la_ressource
from validations.models import (
    Avis,
    DemandeValidation,
    Issue,
    PointSeance,
    PresenceSeance,
    Publication,
    Seance,
    Visa,
)

DONNE_LE = ("donne_le", admin.DateFieldListFilter)
MASQUE = "(à son auteur jusqu'à ce que les deux visas soient donnés)"
# A reconfirmed visa is a favourable one.
SECRETS = {"avis", "motif", "reconfirme", "feuille"}


class AvisReveleFiltre(admin.SimpleListFilter):
    """Of the decided rounds alone: an open one never answers."""

    title = "avis (visas révélés)"
    parameter_name = "avis_revele"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(Avis.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Visa]) -> QuerySet[Visa]:
        if self.value() is None:
            return queryset
        decidees = Q(demande__close_le__isnull=False) & ~Q(demande__issue=Issue.RETIREE)
        return queryset.filter(decidees, avis=self.value())


@admin.register(Visa)
class VisaAdmin(DeLaRessource):
    acces = Acces(de_la_ressource("demande__ressource"))
    rubrique = Rubrique.RESSOURCES
    list_display = ["__str__", "ressource", "donne_le", "avis_lisible"]
    list_filter = ["nature", AvisReveleFiltre, DONNE_LE, *cadre("demande__ressource__campagne_suivi")]
    list_select_related = ["demande__ressource", "signataire", "par_delegation_de"]
    search_fields = ["demande__ressource__titre", "signataire__nom", "signataire__prenom"]
    ordering = ["-donne_le", "-pk"]
    fields = readonly_fields = [
        "demande", "nature", "signataire", "par_delegation_de", "donne_le", "seance", "avis_lisible", "motif_lisible",
        "reconfirmation",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Visa]:
        """Each visa carries who reads it: a column receives nothing else, and threads share this object."""
        return super().get_queryset(request).annotate(lecteur=Value(request.user.pk))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return SECRETS.isdisjoint(lookup.split("__")) and super().lookup_allowed(lookup, value, request)

    @admin.display(description="ressource")
    def ressource(self, visa: Visa) -> str:
        return str(visa.demande.ressource)

    @admin.display(description="avis")
    def avis_lisible(self, visa: Visa) -> str:
        return visa.get_avis_display() if _lit(visa) else MASQUE

    @admin.display(description="motif ou commentaire")
    def motif_lisible(self, visa: Visa) -> str:
        return visa.motif if _lit(visa) else MASQUE

    @admin.display(description="reconfirmé après une reprise")
    def reconfirmation(self, visa: Visa) -> str:
        return ("oui" if visa.reconfirme_id else "non") if _lit(visa) else MASQUE


def _lit(visa: Visa) -> bool:
    return visa.lisible_par(get_user_model()(pk=visa.lecteur))


class VisasDeLaDemande(LignesLues):
    model = Visa
    fields = readonly_fields = ["nature", "signataire", "par_delegation_de", "donne_le"]


@admin.register(DemandeValidation)
class DemandeAdmin(DeLaRessource):
    rubrique = Rubrique.RESSOURCES
    list_display = ["ressource", "version", "ouverte_le", "ouverte_par", "close_le", "issue"]
    list_filter = ["issue", ("ouverte_le", admin.DateFieldListFilter), *cadre("ressource__campagne_suivi")]
    list_select_related = ["ressource", "version", "ouverte_par"]
    search_fields = ["ressource__titre", "ouverte_par__nom", "ouverte_par__prenom"]
    ordering = ["-pk"]
    inlines = [VisasDeLaDemande]


@admin.register(Publication)
class PublicationAdmin(DeLaRessource):
    rubrique = Rubrique.RESSOURCES
    list_display = ["ressource", "version", "cible", "publiee_le", "retiree_le", "licence"]
    list_filter = ["cible", "licence", *cadre("ressource__campagne_suivi")]
    list_select_related = ["ressource", "version"]
    search_fields = ["ressource__titre", "adresse"]
    ordering = ["-pk"]


class PresencesDeLaSeance(LignesLues):
    model = PresenceSeance
    fields = readonly_fields = ["personne", "fonction", "presence"]


class PointsDeLaSeance(LignesLues):
    model = PointSeance
    fields = readonly_fields = ["rang", "demande"]


@admin.register(Seance)
class SeanceAdmin(DuPerimetre):
    acces = Acces(visibles("campagne"))
    rubrique = Rubrique.RESSOURCES
    list_display = ["prevue_le", "campagne", "etat", "lieu", "creee_par"]
    list_filter = ["etat", ("prevue_le", admin.DateFieldListFilter), *cadre("campagne")]
    list_select_related = ["campagne__pole", "campagne__cycle", "creee_par"]
    search_fields = ["campagne__pole__nom", "lieu"]
    ordering = ["-prevue_le", "-pk"]
    inlines = [PresencesDeLaSeance, PointsDeLaSeance]
