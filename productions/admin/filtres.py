"""What waits, for whom, since when: the questions that whoever leads asks of the resources."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.horloge import aujourdhui
from productions.etats import EtatRessource as R
from productions.models import Ressource
from productions.queries.retards import RETARDS, en_retard

ATTEND = {
    "producteurs": ("les producteurs", [R.EN_CONCEPTION, R.EN_REVISION]),
    "relecteurs": ("les relecteurs", [R.EN_RELECTURE]),
    "conduite": ("vous : demander la validation, publier", [R.PRETE_A_VALIDER, R.VALIDEE]),
    "signataires": ("l'inspection ou la DRANE", [R.EN_VALIDATION]),
}


class AttenteFiltre(admin.SimpleListFilter):
    title = "on attend"
    parameter_name = "attend"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(code, libelle) for code, (libelle, _) in ATTEND.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ressource]) -> QuerySet[Ressource]:
        choix = ATTEND.get(self.value() or "")
        return queryset.filter(etat__in=choix[1]) if choix else queryset


class RetardFiltre(admin.SimpleListFilter):
    title = "retard"
    parameter_name = "retard"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(RETARDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ressource]) -> QuerySet[Ressource]:
        """As on the site's lists: what is late today was due yesterday at the latest."""
        return en_retard(queryset, aujourdhui(), int(self.value())) if self.value() in RETARDS else queryset
