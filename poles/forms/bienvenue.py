"""The first time: one's name, corrected if need be, and where one works."""

from __future__ import annotations

from typing import Any

from django import forms

from poles.models import Academie

from .etablissement import EtablissementField


class BienvenueForm(forms.Form):
    prenom = forms.CharField(
        label="Prénom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    nom = forms.CharField(label="Nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    etablissement = EtablissementField(
        required=False,
        label="Établissement",
        help_text="Le vôtre : son code UAI, par exemple 0750655E, ou son nom et sa commune.",
    )

    def __init__(self, *args: Any, academie: Academie | None, demander_etablissement: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["etablissement"].academie = academie
        if not demander_etablissement:
            del self.fields["etablissement"]
