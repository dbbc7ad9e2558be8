"""From when to when somebody cannot take part: no reason is asked."""

from __future__ import annotations

from django import forms

AUCUNE_RAISON = "Aucune raison n'est demandée : n'en donnez pas."


class IndisponibiliteForm(forms.Form):
    debut = forms.DateField(label="Du", widget=forms.DateInput)
    fin = forms.DateField(label="Au", widget=forms.DateInput, help_text="Dernier jour compris.")
