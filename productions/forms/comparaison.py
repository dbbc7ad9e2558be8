"""« Comparer »: which two versions; the choice is the address."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from commun.templatetags.dates import jour
from productions.models import Version


class ComparaisonForm(forms.Form):
    avant = forms.TypedChoiceField(label="Version de départ", coerce=int)
    apres = forms.TypedChoiceField(label="Version d'arrivée", coerce=int)

    def __init__(self, *args: object, versions: Sequence[Version], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._versions = {v.numero: v for v in versions}
        for champ in self.fields.values():
            champ.choices = [(v.numero, f"{v}, du {jour(v.deposee_le)}") for v in versions]
            champ.error_messages["invalid_choice"] = "Cette version n'existe pas, ou plus. Choisissez-en une autre."
            champ.error_messages["required"] = "Choisissez une version."

    def clean(self) -> dict[str, object]:
        choix = super().clean()
        if choix.get("avant") and choix.get("avant") == choix.get("apres"):
            self.add_error("apres", "Choisissez deux versions différentes.")
        return choix

    @property
    def choisies(self) -> tuple[Version, Version]:
        """The earlier, then the later, in whatever order they were given. Call it on a valid form."""
        premiere, derniere = sorted((self.cleaned_data["avant"], self.cleaned_data["apres"]))
        return self._versions[premiere], self._versions[derniere]
