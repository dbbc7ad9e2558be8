"""What narrows a list of meetings."""

from __future__ import annotations

import django_filters

from .etats import EtatReunion, GenreReunion
from .models import Reunion


class ReunionFiltre(django_filters.FilterSet):
    genre = django_filters.ChoiceFilter(label="Genre", choices=GenreReunion.choices, empty_label="Tous")
    etat = django_filters.ChoiceFilter(label="Où elle en est", choices=EtatReunion.choices, empty_label="Toutes")

    class Meta:
        model = Reunion
        fields = ["genre", "etat"]
