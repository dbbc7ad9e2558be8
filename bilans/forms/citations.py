"""What to highlight and whom to quote: nothing that a tester wrote is printed without having been chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from bilans.contenu.tests import constats_de, impressions_de
from grilles.models import Reponse
from productions.models import Constat, TestEnClasse

EN_AVANT_MAX, VERBATIMS_MAX, IMPRESSIONS_MAX = 5, 12, 24
CITATIONS = ("verbatims", "impressions")


class Choix(forms.ModelMultipleChoiceField):
    """Boxes to tick, so many at most."""

    def __init__(self, lignes: QuerySet[Any], label: str, effet: str, au_plus: int) -> None:
        self.au_plus = au_plus
        super().__init__(
            lignes,
            required=False,
            label=label,
            help_text=f"{au_plus} au plus : {effet}.",
            widget=forms.CheckboxSelectMultiple,
        )

    def label_from_instance(self, ligne: Any) -> str:
        if isinstance(ligne, Constat):
            return f"« {ligne.texte} » ({ligne.get_genre_display()}, {ligne.get_theme_display()})"
        if isinstance(ligne, Reponse):
            return f"« {ligne.texte} » ({ligne.ressource})"
        return str(ligne)

    def clean(self, value: Any) -> QuerySet[Any]:
        choisies = super().clean(value)
        if len(choisies) > self.au_plus:
            raise forms.ValidationError(f"Choisissez-en {self.au_plus} au plus : il y en a {len(choisies)}.")
        return choisies


def champs_a_citer(tests: QuerySet[TestEnClasse]) -> dict[str, forms.Field]:
    """Of these tests; a complement may choose as many again."""
    return {
        "verbatims": Choix(
            constats_de(tests), "Phrases de testeurs à citer", "les autres sont seulement comptées", VERBATIMS_MAX
        ),
        "impressions": Choix(
            impressions_de(tests),
            "Impressions à citer",
            "chacune s'imprime avec sa ressource ; relisez-les, aucun nom ne doit y être",
            IMPRESSIONS_MAX,
        ),
    }


class CitationsForm(forms.Form):
    """Whom a complement quotes."""

    def __init__(self, *args: Any, tests: QuerySet[TestEnClasse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {nom: champ for nom, champ in champs_a_citer(tests).items() if champ.queryset.exists()}

    @property
    def citations(self) -> dict[str, list[int]]:
        return {nom: [ligne.pk for ligne in lignes] for nom, lignes in self.cleaned_data.items()}
