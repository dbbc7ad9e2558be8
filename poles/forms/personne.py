"""Choosing somebody that the académie knows: a search, then one of those found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from comptes.models import Personne

PROPOSEES = 12


class ChoixPersonne(forms.ModelChoiceField):
    """By name, and the address where names do not tell people apart."""

    widget = forms.RadioSelect

    def label_from_instance(self, personne: Personne) -> str:
        return f"{personne.nom_complet}, {personne.email}"


class RechercheForm(forms.Form):
    """A GET: the address says what was looked for."""

    qui = forms.CharField(
        label="Nom ou adresse électronique",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PersonneForm(forms.Form):
    """`candidats`: whom the search has found, all of whom may be chosen."""

    personne = ChoixPersonne(
        label="À qui", queryset=Personne.objects.none(), error_messages={"required": "Choisissez une personne."}
    )

    def __init__(self, *args: Any, candidats: QuerySet[Personne], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["personne"].queryset = candidats
