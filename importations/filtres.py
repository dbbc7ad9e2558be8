"""What narrows the lines of a table that is about to be imported."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from commun.contient import CONTIENT
from importations.models import Issue, LigneImportee


class FiltreLignes(django_filters.FilterSet):
    issue = django_filters.ChoiceFilter(
        label="Ce qui va se passer",
        choices=[(issue.value, issue.label.capitalize()) for issue in Issue],
        empty_label="Toutes les lignes",
    )
    texte = django_filters.CharFilter(label="Chercher", field_name="quoi", lookup_expr=CONTIENT)
    numero = django_filters.NumberFilter(label="Ligne n°", method="filtrer_numero")

    class Meta:
        model = LigneImportee
        fields = ["issue", "texte", "numero"]

    def filtrer_numero(self, lignes: QuerySet[LigneImportee], nom: str, valeur: float) -> QuerySet[LigneImportee]:
        """A number that no row can have finds nothing."""
        return lignes.filter(numero=int(valeur)) if 0 < valeur < 2**31 else lignes.none()
