"""A remark, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms

from productions.models import Remarque


class RemarqueForm(forms.Form):
    texte = forms.CharField(
        label="Nouvelle remarque",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "data-envoi-clavier": ""}),
        error_messages={"required": "Écrivez la remarque avant de l'ajouter."},
    )
    endroit = forms.CharField(
        label="Endroit", max_length=200, required=False, help_text="Fichier et page, ou activité du cours."
    )
    bloquante = forms.BooleanField(
        label="Remarque bloquante",
        required=False,
        help_text="Sans cela, la ressource ne peut pas servir : une réponse sera demandée avant la version suivante.",
    )


class ReponseForm(forms.Form):
    reponse = forms.ChoiceField(
        label="Réponse",
        choices=[(Remarque.Reponse.FAITE, "C'est fait"), (Remarque.Reponse.DECLINEE, "Remarque déclinée")],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si c'est fait, ou si la remarque est déclinée."},
    )
    texte = forms.CharField(
        label="Explication",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Demandée quand la remarque est déclinée : dites pourquoi, la personne qui relit vous lira.",
    )

    def clean(self) -> dict[str, Any]:
        propres = super().clean()
        declinee = propres.get("reponse") == Remarque.Reponse.DECLINEE
        if declinee and not propres.get("texte") and "texte" not in self.errors:
            self.add_error("texte", "Dites pourquoi la remarque est déclinée.")
        return propres
