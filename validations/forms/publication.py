"""What is published, where, under which licence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from validations.models import Publication


class CorrectionForm(forms.ModelForm):
    """« Corriger l'adresse ou la licence »."""

    adresse = forms.URLField(
        label="Adresse",
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="Celle de la page où l'on trouve la ressource, par exemple https://pedagogie.ac-academie.fr/…",
    )

    class Meta:
        model = Publication
        fields = ["adresse", "licence", "licence_autre"]
        help_texts = {"licence_autre": "Seulement si vous avez choisi « autre licence »."}

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if donnees.get("licence") != Publication.Licence.AUTRE:
            donnees["licence_autre"] = ""
        elif not donnees.get("licence_autre"):
            self.add_error("licence_autre", "Précisez de quelle licence il s'agit.")
        return donnees


class PublicationForm(CorrectionForm):
    """`jour` is today's date; `pris` are the places where this very version is public already."""

    class Meta(CorrectionForm.Meta):
        fields = ["cible", "publiee_le", "adresse", "licence", "licence_autre"]
        widgets = {"cible": forms.RadioSelect, "publiee_le": forms.DateInput}

    def __init__(self, *args: Any, jour: date, pris: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lieux = [(cible, libelle.capitalize()) for cible, libelle in Publication.Cible.choices if cible not in pris]
        self.fields["cible"].choices = lieux
        if len(lieux) == 1:
            self.fields["cible"].initial = lieux[0][0]
        self.fields["publiee_le"].initial = jour
        self.fields["publiee_le"].widget.attrs["max"] = jour.isoformat()
        self.jour = jour

    def clean_publiee_le(self) -> date:
        if self.cleaned_data["publiee_le"] > self.jour:
            raise forms.ValidationError("Cette date est à venir : enregistrez la publication quand elle est faite.")
        return self.cleaned_data["publiee_le"]
