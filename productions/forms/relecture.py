"""Assigning proofreaders, handing in a relecture, recording a written agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from comptes.models import Personne
from productions.models import Producteur

from .choix import absence_de


class ChoixRelecteurs(forms.ModelMultipleChoiceField):
    """Each candidate with what they have to proofread already, and until when they are away.

    Reads `a_rendre` and `absente_jusqu_au` (queries.relectures.candidats).
    """

    def label_from_instance(self, personne: Personne) -> str:
        nombre = personne.a_rendre
        charge = f"{nombre} relecture{'s' if nombre > 1 else ''} à rendre" if nombre else "aucune relecture à rendre"
        precisions = [charge, absence_de(personne)]
        return f"{personne.nom_complet} ({', '.join(filter(None, precisions))})"


class AssignationForm(forms.Form):
    relecteurs = ChoixRelecteurs(
        label="Qui relit",
        queryset=Personne.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une personne."},
    )
    echeance = forms.DateField(label="À rendre avant le", widget=forms.DateInput)

    def __init__(
        self, *args: Any, candidats: QuerySet[Personne], jour: date, dernier_jour: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relecteurs"].queryset = candidats
        self.jour, self.dernier_jour = jour, dernier_jour

    def clean_echeance(self) -> date:
        echeance: date = self.cleaned_data["echeance"]
        if echeance < self.jour:
            raise forms.ValidationError("Cette date est passée : choisissez un jour à venir.")
        if echeance > self.dernier_jour:
            raise forms.ValidationError(
                f"Choisissez un jour avant le {self.dernier_jour:%d/%m/%Y}, fin de l'année civile du cycle."
            )
        return echeance


class RenduForm(forms.Form):
    avis = forms.CharField(
        label="Appréciation d'ensemble",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qui est réussi, ce qui rendrait la ressource plus facile à prendre en main.",
    )


class AccordEcritForm(forms.Form):
    producteur = forms.ModelChoiceField(
        label="Accord de", queryset=Producteur.objects.none(), empty_label="Choisissez une personne"
    )
    reference = forms.CharField(
        label="Référence de l'accord",
        max_length=200,
        min_length=5,
        help_text="Ce qui permet de retrouver l'écrit, par exemple « courriel du 12 mars » ou « lettre, classeur 4 ».",
    )

    def __init__(self, *args: Any, producteurs: QuerySet[Producteur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["producteur"].queryset = producteurs
