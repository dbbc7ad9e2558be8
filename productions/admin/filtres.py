"""What waits, for whom, since when: the questions that whoever leads asks of the resources."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import admin
from django.db.models import Case, DateField, QuerySet, When
from django.http import HttpRequest

from commun.horloge import aujourdhui
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Ressource
from productions.queries.dates import jour_en_vigueur

ATTEND = {
    "producteurs": ("les producteurs", [R.EN_CONCEPTION, R.EN_REVISION]),
    "relecteurs": ("les relecteurs", [R.EN_RELECTURE]),
    "conduite": ("vous : demander la validation, publier", [R.PRETE_A_VALIDER, R.VALIDEE]),
    "signataires": ("l'inspection ou la DRANE", [R.EN_VALIDATION]),
}
# Days that have passed since the date in force.
RETARDS = {"1": "en retard", "8": "de plus d'une semaine", "31": "de plus d'un mois"}


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
        """On the date in force of what comes next; what is late today was due yesterday at the latest."""
        if self.value() not in RETARDS:
            return queryset
        due = Case(
            When(etat=R.EN_CONCEPTION, then=jour_en_vigueur(NatureReport.V1)),
            When(etat__in=[R.EN_RELECTURE, R.EN_REVISION], numero_version=1, then=jour_en_vigueur(NatureReport.V2)),
            When(
                etat__in=[R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER, R.EN_VALIDATION],
                then=jour_en_vigueur(NatureReport.VALIDATION),
            ),
            output_field=DateField(),
        )
        return queryset.alias(due=due).filter(due__lte=aujourdhui() - timedelta(days=int(self.value())))
