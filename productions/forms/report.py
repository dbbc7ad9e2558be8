"""Asking for a later day, and answering."""

from __future__ import annotations

from django import forms


class DemandeReportForm(forms.Form):
    jour = forms.DateField(
        label="Date souhaitée", widget=forms.DateInput, error_messages={"required": "Dites quelle date vous convient."}
    )
    motif = forms.CharField(
        label="Motif",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="N'indiquez aucun motif médical. Le PREDAC ou l'IAN et les autres producteurs liront ces mots.",
        error_messages={"required": "Dites pourquoi, en une phrase ou deux."},
    )


class AutreDateForm(forms.Form):
    jour = forms.DateField(
        label="Date proposée", widget=forms.DateInput, error_messages={"required": "Dites quelle date vous proposez."}
    )
    motif = forms.CharField(
        label="Quelques mots",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Les producteurs de la ressource liront ces mots.",
    )


class DateDeRessourceForm(forms.Form):
    jour = forms.DateField(
        label="Date pour cette ressource",
        required=False,
        widget=forms.DateInput,
        help_text="Laissez vide pour revenir à la date de la fiche-projet, du pôle ou du cycle.",
    )
