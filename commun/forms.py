"""The two forms that a plain action needs."""

from django import forms


class ConfirmationForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class MotifForm(forms.Form):
    """A reason that other people will read."""

    motif = forms.CharField(
        label="Motif",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Les personnes concernées liront ces mots. De 10 à 2 000 caractères.",
        error_messages={"required": "Dites pourquoi, en une phrase ou deux."},
    )
