"""What the lists of resources share: at which step they are, how far they came, by how much they are late."""

from __future__ import annotations

from datetime import date

import django_filters
from django.db.models import QuerySet

from productions.etapes import Avancement, Etape, a_l_etape, parvenues
from productions.models import Ressource
from productions.queries.retards import DATEES, RETARDS, en_retard


class FiltreAvancement(django_filters.FilterSet):
    """`jour`: the day on which lateness is counted."""

    jour: date

    etape = django_filters.ChoiceFilter(
        label="Étape", choices=Etape.choices, method="filtrer_etape", empty_label="Toutes"
    )
    avancement = django_filters.ChoiceFilter(
        label="Avancement", choices=Avancement.choices, method="filtrer_avancement", empty_label="Peu importe"
    )
    retard = django_filters.ChoiceFilter(
        label="Retard", choices=list(RETARDS.items()), method="filtrer_retard", empty_label="Peu importe"
    )
    tarde = django_filters.ChoiceFilter(
        label="Ce qui tarde",
        choices=[(etape.value, etape.label) for etape in DATEES],
        method="filtrer_tarde",
        empty_label="Peu importe",
    )

    def filtrer_etape(self, ressources: QuerySet[Ressource], nom: str, etape: str) -> QuerySet[Ressource]:
        return a_l_etape(ressources, etape)

    def filtrer_avancement(self, ressources: QuerySet[Ressource], nom: str, jusque: str) -> QuerySet[Ressource]:
        return parvenues(ressources, jusque)

    def filtrer_retard(self, ressources: QuerySet[Ressource], nom: str, jours: str) -> QuerySet[Ressource]:
        return en_retard(ressources, self.jour, int(jours))

    def filtrer_tarde(self, ressources: QuerySet[Ressource], nom: str, etape: str) -> QuerySet[Ressource]:
        return en_retard(ressources, self.jour, etape=Etape(etape))
