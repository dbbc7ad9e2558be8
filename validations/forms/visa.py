"""Asking for a validation, and signing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from validations.models import Avis, DemandeValidation, NatureVisa, Visa

_AVIS = (
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
        choices=_AVIS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un avis."},
    )

    class Meta:
        model = Visa
        fields = ["nature", "avis", "motif"]
        widgets = {"motif": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "motif": "Facultatif pour un avis favorable. Sinon, dites pourquoi : le motif deviendra une remarque "
            "pour les producteurs.",
        }

    def __init__(self, *args: Any, natures: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.natures = natures
        if len(natures) == 1:
            del self.fields["nature"]
        else:
            self.fields["nature"].choices = [(nature, NatureVisa(nature).label) for nature in natures]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        donnees.setdefault("nature", self.natures[0])
        if donnees.get("avis") in (Avis.REPRISE, Avis.DEFAVORABLE) and not donnees.get("motif", "").strip():
            self.add_error("motif", "Dites pourquoi : le motif sera transmis aux producteurs.")
        return donnees
