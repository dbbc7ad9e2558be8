"""The planned days of a fiche, typed from the publication backwards."""

from __future__ import annotations

from typing import Any

from django import forms

from productions.avertissements import LIBELLES
from productions.planning import JOURS, Planning

PROPOSER, DECALER, ENREGISTRER = "proposer", "decaler", "enregistrer"


class PlanningForm(forms.Form):
    """Each day, and hidden beside it the one that the page showed: what was changed is what differs."""

    vide_explique = True

    seules = forms.BooleanField(
        label="Ne changer que les dates que je tape",
        required=False,
        help_text="Sans cocher : les dates qui suivent celle que vous changez se décalent d'autant de jours de classe.",
    )

    def __init__(self, *args: Any, planning: Planning, annees: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.annees = annees
        for champ in JOURS:
            jour, libelle = getattr(planning, champ), LIBELLES[champ]
            self.fields[champ] = forms.DateField(
                label=f"{libelle[0].upper()}{libelle[1:]}", required=False, widget=forms.DateInput, initial=jour
            )
            self.fields[f"montre_{champ}"] = forms.DateField(required=False, widget=forms.HiddenInput, initial=jour)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        premiere, derniere = self.annees
        for champ in JOURS:
            jour = donnees.get(champ)
            if jour and not premiere <= jour.year <= derniere:
                self.add_error(champ, "Vérifiez l'année : cette date est trop loin du cycle.")
        if any(f"montre_{champ}" in self.errors for champ in JOURS):
            self.add_error(None, "La page a perdu les dates qu'elle montrait : rechargez-la.")
        if self.data.get("geste") == PROPOSER and not donnees.get("jour_publication"):
            self.add_error("jour_publication", "Dites quand vous souhaitez publier : les autres dates en découlent.")
        return donnees

    @property
    def tape(self) -> Planning:
        return Planning(**{champ: self.cleaned_data.get(champ) for champ in JOURS})

    @property
    def montre(self) -> Planning:
        return Planning(**{champ: self.cleaned_data.get(f"montre_{champ}") for champ in JOURS})

    def caches(self) -> list[forms.BoundField]:
        return [self[f"montre_{champ}"] for champ in JOURS]

    def jours(self) -> list[forms.BoundField]:
        return [self[champ] for champ in JOURS]
