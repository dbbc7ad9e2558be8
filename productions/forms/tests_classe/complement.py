"""Beside the grid: the day of the session; and, as one likes, strong points, irritants, the number of pupils."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from calendrier.tests_tardifs import est_tardif
from productions.models import Constat, TestEnClasse
from productions.models.tests_classe import ELEVES_MAX
from productions.services.tests_classe.reponses import ConstatSaisi
from productions.tests_classe import motif_manquant, seance_impossible

# Lines of each kind: what one says in two minutes.
RANGS = 3


class ComplementForm(forms.Form):
    fait_le = forms.DateField(
        label="Séance faite le",
        help_text="Votre attestation porte cette date.",
        error_messages={"required": "Dites quel jour la séance a eu lieu."},
    )
    motif_tardif = forms.CharField(
        label="Si c'était après la fin de l'année scolaire, pourquoi ?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Demandé seulement dans ce cas : par exemple, la notion est au programme de septembre.",
    )
    nombre_eleves = forms.IntegerField(
        label="Nombre d'élèves",
        required=False,
        min_value=1,
        max_value=ELEVES_MAX,
        help_text="Un nombre seulement. Ne nommez aucun élève, ici ni ailleurs.",
    )

    def __init__(
        self, data: Any = None, *, test: TestEnClasse, constats: Iterable[Constat], aujourdhui: date, **kwargs: Any
    ) -> None:
        self.test, self.aujourdhui = test, aujourdhui
        self.deja = _par_genre(constats)
        # Whoever answers before the day that was planned has tested on another one, which nobody else can tell.
        fait_le = test.jour if test.jour <= aujourdhui else None
        initial = (
            {"nombre_eleves": test.nombre_eleves, "fait_le": fait_le, "motif_tardif": test.motif_tardif}
            | self._deja_dit()
            | (kwargs.pop("initial", None) or {})
        )
        super().__init__(data, prefix="plus", initial=initial, **kwargs)
        self.fields["fait_le"].widget.attrs["max"] = aujourdhui.isoformat()
        if not est_tardif(aujourdhui, test.version.ressource.campagne_suivi.cycle):
            del self.fields["motif_tardif"]
        for genre in Constat.Genre:
            for rang in range(max(RANGS, len(self.deja[genre]))):
                self._ajouter(genre, rang)

    def clean_fait_le(self) -> date:
        """The service says the same: here it stands next to the field."""
        fait_le = self.cleaned_data["fait_le"]
        if raison := seance_impossible(self.test, fait_le, self.aujourdhui):
            raise forms.ValidationError(raison)
        return fait_le

    def clean_motif_tardif(self) -> str:
        motif, fait_le = self.cleaned_data["motif_tardif"], self.cleaned_data.get("fait_le")
        if fait_le and (raison := motif_manquant(self.test.version.ressource, fait_le, motif)):
            raise forms.ValidationError(raison)
        return motif

    def _ajouter(self, genre: Constat.Genre, rang: int) -> None:
        nom = f"{genre.label} {rang + 1}"
        self.fields[f"{genre}-{rang}-texte"] = forms.CharField(
            label=nom[0].upper() + nom[1:], max_length=500, required=False
        )
        self.fields[f"{genre}-{rang}-theme"] = forms.ChoiceField(
            label=f"Thème du {nom}" if genre == Constat.Genre.POINT_FORT else f"Thème de l'{nom}",
            choices=[("", "Choisir un thème"), *Constat.Theme.choices],
            required=False,
        )

    def _deja_dit(self) -> dict[str, str]:
        dits = {}
        for genre, constats in self.deja.items():
            for rang, constat in enumerate(constats):
                dits |= {f"{genre}-{rang}-texte": constat.texte, f"{genre}-{rang}-theme": constat.theme}
        return dits

    def lignes(self, genre: Constat.Genre) -> list[tuple[BoundField, BoundField]]:
        rangs = range(max(RANGS, len(self.deja[genre])))
        return [(self[f"{genre}-{rang}-texte"], self[f"{genre}-{rang}-theme"]) for rang in rangs]

    def points_forts(self) -> list[tuple[BoundField, BoundField]]:
        return self.lignes(Constat.Genre.POINT_FORT)

    def irritants(self) -> list[tuple[BoundField, BoundField]]:
        return self.lignes(Constat.Genre.IRRITANT)

    @property
    def saisis(self) -> list[ConstatSaisi]:
        """Line by line: the first one written is the first one already there."""
        saisis = []
        for genre in Constat.Genre:
            for rang in range(max(RANGS, len(self.deja[genre]))):
                present = self.deja[genre][rang].pk if rang < len(self.deja[genre]) else None
                theme = self.cleaned_data[f"{genre}-{rang}-theme"] or Constat.Theme.AUTRE
                saisis.append(ConstatSaisi(genre, theme, self.cleaned_data[f"{genre}-{rang}-texte"], present))
        return saisis


def _par_genre(constats: Iterable[Constat]) -> dict[str, list[Constat]]:
    dits: dict[str, list[Constat]] = {genre: [] for genre in Constat.Genre}
    for constat in sorted(constats, key=lambda c: c.pk):
        dits[constat.genre].append(constat)
    return dits
