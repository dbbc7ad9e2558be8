"""To whom one's visas are lent, and for which days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from .personne import PersonneForm


class DelegationForm(PersonneForm):
    debut = forms.DateField(label="Du", help_text="Aujourd'hui au plus tôt.")
    fin = forms.DateField(label="Au", help_text="Ce jour compris ; un an au plus.")

    def __init__(self, *args: Any, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["debut"].initial = jour
        for nom in ("debut", "fin"):
            self.fields[nom].widget.attrs["min"] = jour.isoformat()

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        debut, fin = donnees.get("debut"), donnees.get("fin")
        if debut and fin and fin < debut:
            self.add_error("fin", "Le dernier jour vient avant le premier : vérifiez les deux dates.")
        return donnees
