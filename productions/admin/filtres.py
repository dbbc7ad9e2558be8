"""What waits, for whom, since when: the questions that whoever leads asks of the resources."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from commun.horloge import aujourdhui
from productions.etapes import Avancement, Etape, a_l_etape, parvenues
from productions.forms.filtre_fiches import ATTENDUS
from productions.forms.filtres import NUMEROS, REPONSES, selon_numero, selon_reponse
from productions.models import FicheProjet, Remarque, Ressource, Version
from productions.queries.attentes import attendent
from productions.queries.retards import RETARDS, en_retard


class EtapeFiltre(admin.SimpleListFilter):
    title = "étape"
    parameter_name = "etape"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Etape.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ressource]) -> QuerySet[Ressource]:
        return a_l_etape(queryset, self.value()) if self.value() in Etape.values else queryset


class AvancementFiltre(admin.SimpleListFilter):
    title = "avancement"
    parameter_name = "avancement"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Avancement.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ressource]) -> QuerySet[Ressource]:
        return parvenues(queryset, self.value()) if self.value() in Avancement.values else queryset


class AttenteFiltre(admin.SimpleListFilter):
    title = "qui l'on attend"
    parameter_name = "attend"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(code, libelle) for code, (libelle, _) in attendent().items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ressource]) -> QuerySet[Ressource]:
        choix = attendent().get(self.value() or "")
        return queryset.filter(choix[1]) if choix else queryset


class RetardFiltre(admin.SimpleListFilter):
    title = "retard"
    parameter_name = "retard"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(RETARDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Ressource]) -> QuerySet[Ressource]:
        """As on the site's lists: what is late today was due yesterday at the latest."""
        return en_retard(queryset, aujourdhui(), int(self.value())) if self.value() in RETARDS else queryset


class AttenteDeFicheFiltre(admin.SimpleListFilter):
    title = "qui l'on attend"
    parameter_name = "attend"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(code, libelle) for code, (libelle, _) in ATTENDUS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FicheProjet]) -> QuerySet[FicheProjet]:
        choix = ATTENDUS.get(self.value() or "")
        return queryset.filter(etat__in=choix[1]) if choix else queryset


class NumeroFiltre(admin.SimpleListFilter):
    title = "version"
    parameter_name = "version"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return NUMEROS

    def queryset(self, request: HttpRequest, queryset: QuerySet[Version]) -> QuerySet[Version]:
        return selon_numero(queryset, self.value()) if self.value() in dict(NUMEROS) else queryset


class ReponseFiltre(admin.SimpleListFilter):
    title = "réponse"
    parameter_name = "reponse"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return REPONSES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Remarque]) -> QuerySet[Remarque]:
        return selon_reponse(queryset, self.value()) if self.value() in dict(REPONSES) else queryset
