"""« C'est fait »: when a moment of the year took place, and what is worth remembering of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commun.templatetags.dates import jour as en_toutes_lettres


class EtapeForm(forms.Form):
    jour = forms.DateField(label="Tenue le")
    notes = forms.CharField(
        label="Difficultés, décisions",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="L'équipe du pôle, l'inspection et la DRANE liront ces lignes.",
    )

    def __init__(self, *args: Any, premier_jour: date, aujourdhui: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.premier_jour, self.dernier_jour = premier_jour, aujourdhui
        self.fields["jour"].initial = aujourdhui
        self.fields["jour"].widget.attrs |= {"min": premier_jour.isoformat(), "max": aujourdhui.isoformat()}

    def clean_jour(self) -> date:
        tenue = self.cleaned_data["jour"]
        if tenue > self.dernier_jour:
            raise ValidationError("Cette date est à venir : consignez l'étape une fois qu'elle a eu lieu.")
        if tenue < self.premier_jour:
            raise ValidationError(f"Le cycle commence le {en_toutes_lettres(self.premier_jour)} : vérifiez l'année.")
        return tenue
