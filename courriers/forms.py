"""The text of a mail, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst

from commun.gabarits import TexteLivre, verifier
from commun.gabarits.controle import CORPS_MAX, SUJET_MAX
from commun.recherche import MOTS_MAX

# What an académie may go back to, where the service has written a text for all.
DU_SERVICE, LIVRE = "service", "livre"
RETOURS = {
    DU_SERVICE: "le texte que le service a rédigé pour toutes les académies",
    LIVRE: "le texte livré avec le service",
}


class RechercheForm(forms.Form):
    """A GET: the address says what was looked for."""

    q = forms.CharField(
        label="Chercher",
        help_text="Dans le nom du courriel, quand il part, à qui il s'adresse.",
        max_length=MOTS_MAX,
        required=False,
    )


class RetourForm(forms.Form):
    vers = forms.ChoiceField(
        label="Ce que diront les prochains courriels",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l'un des textes."},
    )

    def __init__(self, *args: Any, possibles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vers"].choices = [(code, capfirst(RETOURS[code])) for code in possibles]
        if len(possibles) == 1:
            self.initial["vers"] = possibles[0]


class TexteForm(forms.Form):
    sujet = forms.CharField(
        label="Sujet",
        help_text=f"Une seule ligne, {SUJET_MAX} caractères au plus, ce qui se remplit compris.",
        error_messages={"required": "Un courriel a un sujet."},
    )
    corps = forms.CharField(
        label="Texte",
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
        help_text=(
            f"{CORPS_MAX} caractères au plus. Une ligne vide sépare deux paragraphes. Le service ajoute lui-même le "
            "bouton, son adresse et la mention de fin."
        ),
        error_messages={"required": "Un courriel dit quelque chose."},
    )

    def __init__(self, *args: Any, livre: TexteLivre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.livre = livre

    def clean_corps(self) -> str:
        """As browsers send it, line by line; kept as the shipped text is."""
        return "\n".join(ligne.rstrip() for ligne in self.cleaned_data["corps"].splitlines()).strip("\n")

    def clean(self) -> dict[str, Any]:
        """What cannot be read or filled in is said beside its field, with its line as it was typed: the empty ones that
        it began with, which are not kept, count."""
        propres = super().clean()
        if {"sujet", "corps"} <= set(propres):
            tape = self["corps"].value()
            vides = "\n" * tape[: len(tape) - len(tape.lstrip())].count("\n")
            for faute in verifier(self.livre, propres["sujet"], vides + propres["corps"]):
                self.add_error(faute.champ, faute.phrase)
        return propres
