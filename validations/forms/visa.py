"""Asking for a validation, and signing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from validations.models import Avis, DemandeValidation, NatureVisa, Visa

AVIS = (
    (Avis.FAVORABLE, "Favorable"),
    (Avis.REPRISE, "À reprendre : une nouvelle version est demandée"),
    (Avis.DEFAVORABLE, "Défavorable : la ressource n'est pas validée"),
)


class DemandeForm(forms.ModelForm):
    class Meta:
        model = DemandeValidation
        fields = ["message"]
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"message": "Ce que les signataires doivent savoir avant de lire. Il reste dans l'histoire."}


class VisaForm(forms.ModelForm):
    """`natures` are the visas that the person may give: with one, there is nothing to choose."""

    nature = forms.ChoiceField(
        label="Lequel des deux visas donnez-vous ?",
        widget=forms.RadioSelect,
        help_text="Vos fonctions permettent l'un et l'autre, mais une même personne ne donne pas les deux.",
    )
    avis = forms.ChoiceField(
        label="Votre avis",
        choices=AVIS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un avis."},
    )

    notes = forms.CharField(
        label="Mes notes",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Gardées avec l'avis préparé, pour vous seul. Elles ne partent pas avec le visa.",
    )

    class Meta:
        model = Visa
        fields = ["nature", "avis", "motif"]
        widgets = {"motif": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "motif": "Facultatif pour un avis favorable. Sinon, dites pourquoi : le motif deviendra une remarque "
            "pour les producteurs.",
        }

    def __init__(self, *args: Any, natures: Sequence[str], brouillon: bool = False, **kwargs: Any) -> None:
        """`brouillon`: an opinion that is prepared may still lack its reason and its nature."""
        super().__init__(*args, **kwargs)
        self.natures, self.brouillon = natures, brouillon
        if len(natures) == 1:
            del self.fields["nature"]
        else:
            self.fields["nature"].required = not brouillon
            self.fields["nature"].choices = [(nature, NatureVisa(nature).label) for nature in natures]

    def _get_validation_exclusions(self) -> set[str]:
        exclues = super()._get_validation_exclusions()
        return exclues | {"motif"} if self.brouillon else exclues

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        donnees.setdefault("nature", self.natures[0])
        reserve = donnees.get("avis") in (Avis.REPRISE, Avis.DEFAVORABLE)
        if reserve and not self.brouillon and not donnees.get("motif", "").strip():
            self.add_error("motif", "Dites pourquoi : le motif sera transmis aux producteurs.")
        return donnees
