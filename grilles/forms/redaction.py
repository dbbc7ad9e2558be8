"""What one types to write a grid: a section, a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from grilles.etats import GenreQuestion
from grilles.models import Question, Section

ECHELLE_USUELLE = ("Pas du tout", "Plutôt non", "Plutôt oui", "Tout à fait")
CHOIX_MAX, LONGUEUR_CHOIX = 10, 80
GENRES = (
    (GenreQuestion.ECHELLE, "Une échelle, de la moins à la plus favorable"),
    (GenreQuestion.CHOIX, "Un choix parmi plusieurs réponses"),
    (GenreQuestion.OUI_NON, "Oui ou non"),
    (GenreQuestion.TEXTE, "Un texte libre"),
)


class SectionForm(forms.Form):
    titre = forms.CharField(
        label="Titre de la section",
        max_length=120,
        error_messages={"required": "Donnez un titre à la section."},
    )
    aide = forms.CharField(
        label="Aide",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une phrase sous le titre, pour qui remplit la grille.",
    )


class QuestionForm(forms.Form):
    """`oblige`: whether this use may ask for an answer; elsewhere nothing is obligatory."""

    intitule = forms.CharField(
        label="Question",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez la question."},
    )
    genre = forms.ChoiceField(
        label="On y répond par",
        choices=GENRES,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment on y répond."},
    )
    choix = forms.CharField(
        label="Réponses possibles",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Pour une échelle ou un choix : une réponse par ligne, de 2 à 10. Une échelle laissée vide va de "
        "« Pas du tout » à « Tout à fait », en quatre degrés.",
    )
    aide = forms.CharField(
        label="Aide",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une phrase sous la question, si elle a besoin d'être précisée.",
    )
    obligatoire = forms.BooleanField(
        label="Réponse obligatoire",
        required=False,
        help_text="Deux réponses obligatoires suffisent : au-delà, le formulaire n'est plus rempli en cinq minutes.",
    )
    section = forms.ModelChoiceField(label="Dans la section", queryset=Section.objects.none(), empty_label=None)

    def __init__(self, *args: Any, sections: QuerySet[Section], oblige: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        if not oblige:
            del self.fields["obligatoire"]

    @staticmethod
    def valeurs(question: Question) -> dict[str, Any]:
        """What the form shows of a question that is there."""
        champs = ("intitule", "genre", "aide", "obligatoire", "section")
        return {champ: getattr(question, champ) for champ in champs} | {"choix": "\n".join(question.choix)}

    def clean(self) -> dict[str, Any]:
        propres = super().clean()
        genre, tape = propres.get("genre"), propres.get("choix") or ""
        lignes = [ligne.strip() for ligne in tape.splitlines() if ligne.strip()]
        if genre not in (GenreQuestion.ECHELLE, GenreQuestion.CHOIX):
            lignes = []
        elif not lignes and genre == GenreQuestion.ECHELLE:
            lignes = list(ECHELLE_USUELLE)
        elif faute := _faute(lignes):
            self.add_error("choix", faute)
        propres["choix"] = lignes
        return propres


def _faute(lignes: list[str]) -> str:
    if not 2 <= len(lignes) <= CHOIX_MAX:
        return f"Donnez de 2 à {CHOIX_MAX} réponses possibles, une par ligne."
    if len({ligne.casefold() for ligne in lignes}) < len(lignes):
        return "Deux réponses sont les mêmes."
    if longue := next((ligne for ligne in lignes if len(ligne) > LONGUEUR_CHOIX), ""):
        return f"« {longue[:40]}… » est trop longue : {LONGUEUR_CHOIX} caractères au plus."
    return ""
