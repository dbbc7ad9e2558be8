"""To which cycle the grids of a pôle are copied."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from poles.models import Campagne


class CampagneField(forms.ModelChoiceField):
    def label_from_instance(self, campagne: Campagne) -> str:
        return f"Cycle {campagne.cycle}"


class CopieForm(forms.Form):
    vers = CampagneField(
        label="Vers quel cycle",
        queryset=Campagne.objects.none(),
        empty_label=None,
        error_messages={"required": "Choisissez un cycle.", "invalid_choice": "Choisissez un cycle de la liste."},
    )

    def __init__(self, *args: Any, campagnes: QuerySet[Campagne], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vers"].queryset = campagnes
