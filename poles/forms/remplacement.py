"""Who takes over a fonction, from when, for good or for a while."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commun.forms import MotifForm
from poles.models import Fonction, Mandat, Titre

from .personne import PersonneForm

DEFINITIF, SUPPLEANCE = "definitif", "suppleance"


class RemplacementForm(PersonneForm, MotifForm):
    comment = forms.ChoiceField(
        label="Comment",
        choices=[
            (DEFINITIF, "Remplacer : l'ancien mandat prend fin la veille"),
            (SUPPLEANCE, "Suppléer pour une période : les deux personnes ont la fonction"),
        ],
        initial=DEFINITIF,
        widget=forms.RadioSelect,
    )
    debut = forms.DateField(label="À partir du")
    fin = forms.DateField(label="Jusqu'au", required=False, help_text="Pour une suppléance : dernier jour compris.")
    titre = forms.ChoiceField(label="Titre", choices=Titre.choices, widget=forms.RadioSelect)
    field_order = ["personne", "comment", "debut", "fin", "titre", "motif"]

    def __init__(self, *args: Any, mandat: Mandat, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["personne"].label = "Par qui"
        self.fields["debut"].initial = jour
        if mandat.fonction == Fonction.COORDINATEUR:
            self.fields["titre"].initial = mandat.titre
        else:
            del self.fields["titre"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        debut, fin = donnees.get("debut"), donnees.get("fin")
        if donnees.get("comment") == DEFINITIF:
            donnees["fin"] = None
        elif donnees.get("comment") == SUPPLEANCE and not self.has_error("fin"):
            if not fin:
                self.add_error("fin", "Dites jusqu'à quel jour dure la suppléance.")
            elif debut and fin < debut:
                self.add_error("fin", "Le dernier jour vient avant le premier : vérifiez les deux dates.")
        return donnees
