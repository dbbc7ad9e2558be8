"""A remark, and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from productions.models import Remarque

# With the page and the precision, the whole stays under the 200 characters that a place holds.
PLACE_DU_NOM = 80


class RemarqueForm(forms.Form):
    texte = forms.CharField(
        label="Nouvelle remarque",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "data-envoi-clavier": ""}),
        error_messages={"required": "Écrivez la remarque avant de l'ajouter."},
    )
    ou = forms.ChoiceField(label="Où", required=False)
    page = forms.IntegerField(label="Page", min_value=1, max_value=9999, required=False)
    endroit = forms.CharField(
        label="Précision", max_length=100, required=False, help_text="Par exemple : exercice 2, troisième diapositive."
    )
    bloquante = forms.BooleanField(
        label="Remarque bloquante",
        required=False,
        help_text="Sans cela, la ressource ne peut pas servir : une réponse sera demandée avant la version suivante.",
    )

    def __init__(self, *args: Any, endroits: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        """`endroits`: the version's own files and activities (`queries.endroits`)."""
        super().__init__(*args, **kwargs)
        self.fields["ou"].choices = [("", "Toute la ressource"), *endroits]

    def clean(self) -> dict[str, Any]:
        """The place in words, as it will be read even once the file is replaced: « livret.pdf, page 4, exercice 2 »."""
        propres = super().clean()
        page = propres.pop("page", None)
        morceaux = [propres.pop("ou", "")[:PLACE_DU_NOM], f"page {page}" if page else "", propres.get("endroit", "")]
        return propres | {"endroit": ", ".join(filter(None, morceaux))}


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


class ContestationForm(forms.Form):
    motif = forms.CharField(
        label="Pourquoi la réponse ne convient pas",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Les producteurs vous liront et répondront une dernière fois. De 10 à 2 000 caractères.",
        error_messages={"required": "Dites pourquoi la réponse ne convient pas."},
    )


class ReponseDefinitiveForm(ReponseForm):
    """After a contestation: told at once, for good, and always explained."""

    def __init__(self, *args: Any, numero: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reponse"].choices = [
            (Remarque.Reponse.FAITE, f"Ce sera fait dans la V{numero}"),
            (Remarque.Reponse.DECLINEE, "Nous maintenons notre choix"),
        ]
        self.fields["texte"].required = True
        self.fields["texte"].help_text = "La personne qui a contesté la réponse vous lira."
        self.fields["texte"].error_messages["required"] = "Expliquez votre réponse."
