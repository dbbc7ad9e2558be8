"""What the list of fiches is filtered by; the address holds the choice."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from poles.models import Discipline, Niveau
from productions.etats import EtatFiche
from productions.models import FicheProjet, Ressource

from .choix import alphabetiques

# In characters: each word costs the database a search.
MOTS_MAX = 100


class FiltreFiches(django_filters.FilterSet):
    texte = django_filters.CharFilter(label="Mots du titre ou du résumé", method="filtrer_texte", max_length=MOTS_MAX)
    etat = django_filters.ChoiceFilter(label="État", choices=EtatFiche.choices, empty_label="Tous")
    discipline = django_filters.ChoiceFilter(label="Discipline", field_name="disciplines", empty_label="Toutes")
    niveau = django_filters.ChoiceFilter(label="Niveau", field_name="niveaux", empty_label="Tous")

    class Meta:
        model = FicheProjet
        fields = ["texte", "etat", "discipline", "niveau"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Plain choices: checking what was chosen then costs no query.
        disciplines = Discipline.objects.values_list("pk", "nom")
        self.filters["discipline"].extra["choices"] = alphabetiques(disciplines)
        self.filters["niveau"].extra["choices"] = list(Niveau.objects.values_list("pk", "nom"))

    def filtrer_texte(self, queryset: QuerySet[FicheProjet], nom: str, texte: str) -> QuerySet[FicheProjet]:
        """Every word is found in the title, the summary, or a production's title."""
        for mot in texte.split():
            production = Ressource.objects.filter(fiche=OuterRef("pk"), titre__icontains=mot)
            queryset = queryset.filter(Q(titre__icontains=mot) | Q(resume__icontains=mot) | Exists(production))
        return queryset
