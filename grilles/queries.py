"""Which grid is answered, and what its answers add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet

from poles.models import Campagne

from .etats import EtatVersion, GenreQuestion
from .models import Feuille, Question, Reponse, Section, VersionGrille


def avec_questions(versions: QuerySet[VersionGrille]) -> QuerySet[VersionGrille]:
    """With their sections and questions, in order: two more queries, however many versions."""
    questions = Question.objects.order_by("ordre", "pk")
    sections = Section.objects.order_by("ordre", "pk").prefetch_related(Prefetch("questions", questions))
    return versions.select_related("grille").prefetch_related(Prefetch("sections", sections))


def grille_en_vigueur(campagne: Campagne, usage: str) -> VersionGrille:
    """The campaign's own, else the shipped one, with its sections and questions: three queries."""
    return avec_questions(_repondables(campagne, usage).filter(etat=EtatVersion.EN_VIGUEUR))[0]


def grille_a_remplir(
    campagne: Campagne,
    usage: str,
    feuille: Feuille | None = None,
    donnees: Mapping[str, str] | None = None,
    prefix: str = "grille",
) -> VersionGrille:
    """The grid of a page: that of the sheet already begun, else the one that the page showed (a form's hidden
    `version`), else the one in force. A grid that changes while a page is open loses nothing of what is typed there.
    """
    if feuille is not None:
        return avec_questions(VersionGrille.objects.filter(pk=feuille.version_grille_id)).get()
    montree = (donnees or {}).get(f"{prefix}-version", "")
    if montree.isdecimal() and len(montree) < 19:
        montrees = _repondables(campagne, usage).exclude(etat=EtatVersion.BROUILLON).filter(pk=montree)
        if version := avec_questions(montrees).first():
            return version
    return grille_en_vigueur(campagne, usage)


def _repondables(campagne: Campagne, usage: str) -> QuerySet[VersionGrille]:
    """The campaign's versions first, the shipped one after."""
    return VersionGrille.objects.filter(
        Q(grille__campagne=campagne) | Q(grille__campagne__isnull=True), grille__usage=usage
    ).order_by(F("grille__campagne").asc(nulls_last=True))


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
