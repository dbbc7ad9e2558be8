"""A cause and a few words for each delay of a pôle's year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from bilans.contenu.motifs import Cle
from bilans.etats import CauseRetard
from bilans.models import MotifRetard
from bilans.models.motif import PRECISION_MAX
from bilans.services.motifs import MotifSaisi

CAUSES = [("", "Motif non précisé"), *((c.value, c.label.capitalize()) for c in CauseRetard)]


@dataclass(frozen=True)
class Ligne:
    """One delay, as the page says it; `confies` are the reasons that only who leads the pôle reads."""

    cle: Cle
    titre: str
    quoi: str  # « la V2 »
    prevu: date
    jours: int | None  # None: a class test planned after the end of the cycle
    confies: Sequence[str] = field(default=())

    @property
    def nom(self) -> str:
        return "{}-{}".format(*self.cle)

    @property
    def champ_cause(self) -> str:
        return f"cause-{self.nom}"


class MotifsForm(forms.Form):
    def __init__(self, *args: Any, lignes: Sequence[Ligne], dits: Mapping[Cle, MotifRetard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lignes = lignes
        for ligne in lignes:
            dit = dits.get(ligne.cle)
            self.fields[ligne.champ_cause] = forms.ChoiceField(
                label="Motif imprimé", choices=CAUSES, required=False, initial=dit.cause if dit else ""
            )
            self.fields[f"precision-{ligne.nom}"] = forms.CharField(
                label="En quelques mots",
                max_length=PRECISION_MAX,
                required=False,
                initial=dit.precision if dit else "",
            )

    def clean(self) -> dict[str, Any]:
        dits = super().clean() or self.cleaned_data
        for ligne in self.lignes:
            cause, precision = dits.get(ligne.champ_cause, ""), dits.get(f"precision-{ligne.nom}", "")
            if precision and not cause and ligne.champ_cause not in self.errors:
                self.add_error(ligne.champ_cause, "Choisissez un motif : les mots seuls ne s'impriment pas.")
            if cause == CauseRetard.AUTRE and not precision and f"precision-{ligne.nom}" not in self.errors:
                self.add_error(f"precision-{ligne.nom}", "Dites ce motif en quelques mots.")
        return dits

    @property
    def motifs(self) -> dict[Cle, MotifSaisi]:
        dits = self.cleaned_data
        return {ligne.cle: MotifSaisi(dits[ligne.champ_cause], dits[f"precision-{ligne.nom}"]) for ligne in self.lignes}

    def lignes_a_dire(self) -> Iterator[tuple[Ligne, forms.BoundField, forms.BoundField]]:
        """Each delay with its two fields, in the order of the document."""
        for ligne in self.lignes:
            yield ligne, self[ligne.champ_cause], self[f"precision-{ligne.nom}"]
