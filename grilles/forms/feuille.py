"""The sheet to fill in: a field a question, in the order of the grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from grilles.etats import GenreQuestion
from grilles.models import Feuille, Question, Section, VersionGrille

SANS_REPONSE = "Sans réponse"
LONGUEUR_MAX = 4000


class FeuilleForm(forms.Form):
    """`grille` comes from `grilles.queries`, with its questions. `brouillon`: nothing is required.

    The hidden `version` says which grid the page showed: see `queries.grille_a_remplir`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        grille: VersionGrille,
        feuille: Feuille | None = None,
        prefix: str = "grille",
        brouillon: bool = False,
        **kwargs: Any,
    ) -> None:
        repondu = _deja_repondu(feuille)
        initial = {"version": grille.pk} | repondu | (kwargs.pop("initial", None) or {})
        super().__init__(data, prefix=prefix, initial=initial, **kwargs)
        self.grille, self.deja = grille, len(repondu)
        self.questions = {_nom(q): q for section in grille.sections.all() for q in section.questions.all()}
        for nom, question in self.questions.items():
            self.fields[nom] = _champ(question, exige=question.obligatoire and not brouillon)

    @property
    def marquer_facultatif(self) -> bool:
        """Where nothing is obligatory, saying of each question that it is not would only make noise."""
        return self.grille.grille.oblige

    @property
    def valeurs(self) -> dict[int, int | str]:
        """By question, the rank of the option (from 1) or the text; questions without an answer are left out."""
        return {
            question.pk: int(propre) if question.options else propre
            for nom, question in self.questions.items()
            if (propre := self.cleaned_data.get(nom, ""))
        }

    def obligatoires(self) -> list[BoundField]:
        return [self[nom] for nom, question in self.questions.items() if question.obligatoire]

    def facultatifs(self) -> list[BoundField]:
        return [self[nom] for nom, question in self.questions.items() if not question.obligatoire]

    def parties(self) -> Iterator[tuple[Section, list[BoundField]]]:
        """Section by section, those without a question left out."""
        for section in self.grille.sections.all():
            if champs := [self[_nom(question)] for question in section.questions.all()]:
                yield section, champs


def _nom(question: Question) -> str:
    return f"q{question.pk}"


def _deja_repondu(feuille: Feuille | None) -> dict[str, int | str]:
    reponses = feuille.reponses.all() if feuille else ()
    return {f"q{r.question_id}": r.texte if r.valeur is None else r.valeur for r in reponses}


def _champ(question: Question, *, exige: bool) -> forms.Field:
    commun = {"label": question.intitule, "help_text": question.aide, "required": exige}
    if question.genre == GenreQuestion.TEXTE:
        return forms.CharField(
            max_length=LONGUEUR_MAX,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": "Répondez en quelques mots."},
            **commun,
        )
    choix = [(str(rang), mots) for rang, mots in enumerate(question.options, start=1)]
    # A circle once ticked cannot be cleared: this one takes the answer back.
    if not exige:
        choix.append(("", SANS_REPONSE))
    return forms.ChoiceField(
        choices=choix,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une réponse.",
            "invalid_choice": "Choisissez une réponse de la liste.",
        },
        **commun,
    )
