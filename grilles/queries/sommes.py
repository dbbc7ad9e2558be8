"""What the sheets add up to, for whoever shows their results."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from grilles.etats import GenreQuestion
from grilles.models import Feuille, Question, Reponse


@dataclass(frozen=True)
class Somme:
    """How many chose each answer of one question: (words, number), those that nobody chose included."""

    intitule: str
    genre: str
    comptes: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(nombre for _, nombre in self.comptes)


def sommes(feuilles: QuerySet[Feuille]) -> list[Somme]:
    """By question that one answers by picking, in the grid's order: two queries. Versions that ask the same thing in
    the same words, with the same answers, are counted together."""
    lignes = (
        Reponse.objects.filter(feuille__in=feuilles.order_by())
        .exclude(question__genre=GenreQuestion.TEXTE)
        .order_by()
        .values_list("question", "valeur")
        .annotate(nombre=Count("pk"))
    )
    comptes: dict[int, dict[int, int]] = {}
    for question, valeur, nombre in lignes:
        comptes.setdefault(question, {})[valeur] = nombre
    reunies: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    # The newest version gives the order.
    questions = Question.objects.filter(pk__in=comptes).order_by("-section__version", "section__ordre", "ordre", "pk")
    for question in questions:
        cle = (question.intitule, question.genre, tuple(question.options))
        totaux = reunies.setdefault(cle, [0] * len(question.options))
        for valeur, nombre in comptes[question.pk].items():
            totaux[valeur - 1] += nombre
    return [Somme(i, g, tuple(zip(options, t, strict=True))) for (i, g, options), t in reunies.items()]


def verbatims(feuilles: QuerySet[Feuille]) -> QuerySet[Reponse]:
    """The free texts, question by question, those masked included: the page says what becomes of them."""
    return (
        Reponse.objects.filter(feuille__in=feuilles.order_by(), question__genre=GenreQuestion.TEXTE)
        .select_related("question")
        .order_by("question__section__ordre", "question__ordre", "intitule", "pk")
    )
