"""An irritant as the remark that the producers will answer."""

from __future__ import annotations

from django import forms


class RemarqueDeConstatForm(forms.Form):
    texte = forms.CharField(
        label="Remarque",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Les producteurs y répondront avec la prochaine version. Ne nommez ni le testeur ni un élève.",
        error_messages={"required": "Écrivez la remarque."},
    )
    bloquante = forms.BooleanField(
        label="Remarque bloquante",
        required=False,
        help_text="Sans cela, la ressource ne peut pas servir : une réponse sera demandée avant la version suivante.",
    )
