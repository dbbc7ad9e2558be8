"""Ending a mandate, leaving a pôle, giving work to others: one decision a line, one reason, one confirmation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from commun.forms import MotifForm
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.charges import LAISSER, Charge, Groupe
from poles.models import Mandat

# A slip of the keyboard (« 9999 ») is no last day.
ANNEES_MAX = 10


class ReattributionForm(MotifForm):
    """A list of choices for each charge that has some; the rest of the lines is there to be read."""

    def __init__(self, *args: Any, groupes: Sequence[Groupe], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groupes = groupes
        for charge in self._a_decider():
            self.fields[f"choix-{charge.cle}"] = forms.ChoiceField(
                label=f"Que devient « {charge.titre} » ?",
                choices=_groupes_de_choix(charge),
                error_messages={
                    "invalid_choice": "Ce choix n'est plus possible : choisissez de nouveau.",
                    "required": "Choisissez ce qu'il devient.",
                },
            )

    def _a_decider(self) -> list[Charge]:
        return [charge for groupe in self.groupes for charge in groupe.charges if charge.choix]

    @property
    def lignes(self) -> Iterator[tuple[str, list[tuple[Charge, BoundField | None]]]]:
        """Each kind with its charges, and the field that decides of each."""
        for groupe in self.groupes:
            yield (
                groupe.titre,
                [(charge, self[f"choix-{charge.cle}"] if charge.choix else None) for charge in groupe.charges],
            )

    @property
    def autres_champs(self) -> list[BoundField]:
        return [champ for champ in self if not champ.name.startswith("choix-")]

    @property
    def choix(self) -> dict[str, str]:
        return {charge.cle: self.cleaned_data[f"choix-{charge.cle}"] for charge in self._a_decider()}

    @property
    def laisses(self) -> list[str]:
        """What stays awaited from the person, by title."""
        titres = (charge.titre for charge in self._a_decider() if self.choix[charge.cle] == LAISSER)
        return list(dict.fromkeys(titres))  # a fiche and what it announces often bear the same

    @property
    def confies(self) -> bool:
        return any(":" in code for code in self.choix.values())

    @property
    def vues(self) -> dict[str, str]:
        """The state in which each line stood when the page was shown (hidden fields of the template)."""
        return {nom.removeprefix("vu-"): self.data[nom] for nom in self.data if nom.startswith("vu-")}


class _DernierJour(forms.Form):
    dernier_jour = forms.DateField(label="Dernier jour du mandat", help_text="Ce jour compris.")

    def __init__(self, *args: Any, mandat: Mandat, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandat, self.jour = mandat, jour
        champ = self.fields["dernier_jour"]
        champ.initial = max(jour, mandat.debut)
        champ.widget.attrs["min"] = mandat.debut.isoformat()
        if mandat.fin:
            champ.widget.attrs["max"] = mandat.fin.isoformat()

    def clean_dernier_jour(self) -> date:
        fin = self.cleaned_data["dernier_jour"]
        if fin < self.mandat.debut:
            raise forms.ValidationError(
                f"Ce mandat a commencé le {en_toutes_lettres(self.mandat.debut)} : il ne finit pas avant."
            )
        if self.mandat.fin and fin > self.mandat.fin:
            raise forms.ValidationError(f"Ce mandat finit déjà le {en_toutes_lettres(self.mandat.fin)}.")
        if fin.year > self.jour.year + ANNEES_MAX:
            raise forms.ValidationError("Vérifiez l'année : ce jour est trop loin.")
        return fin


class FinForm(_DernierJour, ReattributionForm):
    sur_le_champ = forms.BooleanField(
        label="Couper l'accès tout de suite, sans attendre la fin de la journée",
        required=False,
        help_text="Le dernier jour est alors aujourd'hui.",
    )
    field_order = ["dernier_jour", "sur_le_champ", "motif"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if donnees.get("sur_le_champ"):
            donnees["dernier_jour"] = max(self.jour, self.mandat.debut)
            self.errors.pop("dernier_jour", None)
        return donnees


class QuitterForm(_DernierJour, MotifForm):
    field_order = ["dernier_jour", "motif"]

    def clean_dernier_jour(self) -> date:
        fin = super().clean_dernier_jour()
        if fin < self.jour:
            raise forms.ValidationError("Ce jour est passé : choisissez aujourd'hui ou un jour à venir.")
        return fin


def _groupes_de_choix(charge: Charge) -> list[tuple[str, Any]]:
    """Plain choices first, then each group under its name, as a list's options show them."""
    simples: list[tuple[str, Any]] = []
    groupes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for choix in charge.choix:
        (groupes[choix.groupe] if choix.groupe else simples).append((choix.code, choix.libelle))
    return [*simples, *groupes.items()]
