"""What a journal is filtered by: who, what kind of move, when; the address holds the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from journal.models import Ecriture

# An action is « genre.verbe »: how a reader calls each kind. What a room adds shows under its own word.
GENRES = {
    "affectation": "établissements",
    "agenda": "agenda du pôle",
    "bilan": "bilan de l'année",
    "campagne": "année du pôle",
    "cycle": "cycle",
    "decision": "décisions de réunion",
    "delegation": "délégations de visas",
    "echange": "échanges de relectures",
    "etape": "étapes de l'année",
    "ficheprojet": "fiche-projet",
    "importation": "importations",
    "invitation": "invitations",
    "mandat": "équipe",
    "publication": "publications",
    "rappels": "rappels",
    "reconduction": "année suivante",
    "relecture": "relectures",
    "remarque": "remarques",
    "report": "reports de date",
    "ressource": "ressource et versions",
    "reunion": "réunions",
    "seance": "séances de validation",
    "testenclasse": "tests en classe",
    "version": "versions",
    "versiongrille": "grilles",
    "visa": "visas",
}


class FiltreJournal(django_filters.FilterSet):
    acteur = django_filters.ModelChoiceFilter(label="Qui", queryset=None, empty_label="Tout le monde")
    genre = django_filters.ChoiceFilter(label="Quoi", method="filtrer_genre", empty_label="Tout")
    du = django_filters.DateFilter(label="Du", field_name="ecrite_le", lookup_expr="date__gte")
    au = django_filters.DateFilter(label="Au", field_name="ecrite_le", lookup_expr="date__lte")

    class Meta:
        model = Ecriture
        fields = ["acteur", "genre", "du", "au"]

    def __init__(self, *args: Any, chaines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lignes = Ecriture.objects.filter(chaine__in=chaines)
        siennes = lignes.filter(acteur=OuterRef("pk"))
        self.filters["acteur"].queryset = get_user_model().objects.filter(Exists(siennes))
        actions = lignes.order_by().values_list("action", flat=True).distinct()
        genres = sorted({action.partition(".")[0] for action in actions})
        self.filters["genre"].extra["choices"] = [(genre, GENRES.get(genre, genre)) for genre in genres]

    def filtrer_genre(self, lignes: QuerySet[Ecriture], nom: str, genre: str) -> QuerySet[Ecriture]:
        return lignes.filter(action__startswith=f"{genre}.")
