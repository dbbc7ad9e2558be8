"""What the list of one's pôles is filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from commun.contient import contenant
from commun.recherche import MOTS_MAX
from poles.models import Campagne, Cycle, Pole


class CampagneFiltre(django_filters.FilterSet):
    texte = django_filters.CharFilter(label="Nom ou thème", method="chercher", max_length=MOTS_MAX)
    cycle = django_filters.ChoiceFilter(label="Cycle", field_name="cycle__libelle", empty_label="Tous")
    genre = django_filters.ChoiceFilter(
        label="Genre", field_name="pole__genre", choices=Pole.Genre.choices, empty_label="Tous"
    )

    class Meta:
        model = Campagne
        fields = ["texte", "cycle", "genre"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By name: a hundred académies' cycles of one year are one choice.
        cycles = (
            Cycle.objects.filter(campagnes__in=self.queryset).order_by("-libelle").values_list("libelle", flat=True)
        )
        self.filters["cycle"].extra["choices"] = [(libelle, libelle) for libelle in cycles.distinct()]

    def chercher(self, queryset: QuerySet[Campagne], nom: str, texte: str) -> QuerySet[Campagne]:
        return queryset.filter(contenant(texte, "pole__nom", "theme"))
