"""One text a section, and the resources to highlight: one form for the whole page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from bilans.etats import SectionTexte
from bilans.models.texte import LONGUEUR_MAX
from productions.models import Ressource, TestEnClasse

from .citations import CITATIONS, EN_AVANT_MAX, Choix, champs_a_citer

CHOIX = ("en_avant", *CITATIONS)
AIDES = {
    SectionTexte.EDITO: "En tête du document : ce qu'un recteur doit retenir de l'année.",
    SectionTexte.CHIFFRES: "Ce qui explique un écart avec l'année d'avant.",
    SectionTexte.AVANCEMENT: "Ce qui a été plus rapide ou plus long que prévu.",
    SectionTexte.EQUIPE: "Les arrivées, les départs, ce que les réunions ont permis.",
    SectionTexte.RESSOURCES: "Ce qui relie les ressources, ce qu'elles apportent aux classes.",
    SectionTexte.DIFFICULTES: "Ce qui a manqué, ce qui a freiné l'équipe. Le motif de chaque retard se choisit à part.",
    SectionTexte.TESTS: "Ce que les classes ont appris à l'équipe. Aucun nom d'élève.",
    SectionTexte.PERSPECTIVES: "Le thème de l'an prochain, ce qui se poursuit.",
}


class TextesForm(forms.Form):
    """A field a section, named after it; for a pôle's review, what to highlight and whom to quote."""

    def __init__(
        self,
        *args: Any,
        textes: Mapping[str, str],
        ressources: QuerySet[Ressource] | None = None,
        tests: QuerySet[TestEnClasse] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for section in SectionTexte:
            self.fields[section.value] = forms.CharField(
                label=section.label,
                help_text=AIDES[section],
                max_length=LONGUEUR_MAX,
                required=False,
                initial=textes.get(section.value, ""),
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        if ressources is not None:
            self.fields["en_avant"] = Choix(
                ressources, "Ressources à mettre en avant", "elles ouvrent la partie « Les ressources »", EN_AVANT_MAX
            )
        if tests is not None:
            self.fields |= champs_a_citer(tests)

    @property
    def textes(self) -> dict[str, str]:
        return {section.value: self.cleaned_data[section.value] for section in SectionTexte}

    @property
    def choix(self) -> dict[str, list[int]]:
        """What is ticked, by the field's name; nothing for an académie, whose pôles choose."""
        return {nom: [ligne.pk for ligne in self.cleaned_data[nom]] for nom in CHOIX if nom in self.fields}

    def champs(self) -> Iterator[tuple[str, forms.BoundField]]:
        """Each section with its field, in the order of the document."""
        for section in SectionTexte:
            yield section.value, self[section.value]
