"""The day, as the tester agrees to it."""

from __future__ import annotations

from django import forms


class DateDuTestForm(forms.Form):
    jour = forms.DateField(
        label="Date du test", widget=forms.DateInput, error_messages={"required": "Dites quel jour vous convient."}
    )
    motif_tardif = forms.CharField(
        label="Si c'est après la fin de l'année scolaire, pourquoi ?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Demandé seulement dans ce cas : par exemple, la notion est au programme de septembre.",
    )


class RenoncementForm(forms.Form):
    motif = forms.CharField(
        label="Quelques mots, si vous voulez",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vous n'avez pas à vous justifier. N'indiquez aucun motif médical.",
    )
