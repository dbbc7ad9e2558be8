"""Which grid is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import F, Prefetch, Q, QuerySet

from commun.queries import garnir
from grilles.etats import EtatVersion
from grilles.models import Feuille, Question, Section, VersionGrille
from poles.models import Campagne


def avec_questions(versions: QuerySet[VersionGrille]) -> QuerySet[VersionGrille]:
    """With their sections and questions, in order: two more queries, however many versions."""
    questions = Question.objects.order_by("ordre", "pk")
    sections = Section.objects.order_by("ordre", "pk").prefetch_related(Prefetch("questions", questions))
    return versions.select_related("grille").prefetch_related(Prefetch("sections", sections))


def grille_en_vigueur(campagne: Campagne, usage: str) -> VersionGrille:
    """The campaign's own, else the shipped one, with its sections and questions: two queries."""
    return _garnie(repondables(campagne, usage).filter(etat=EtatVersion.EN_VIGUEUR)[0])


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
        return _garnie(VersionGrille.objects.select_related("grille").get(pk=feuille.version_grille_id))
    montree = (donnees or {}).get(f"{prefix}-version", "")
    if montree.isdecimal() and len(montree) < 19:
        montrees = repondables(campagne, usage).exclude(etat=EtatVersion.BROUILLON).filter(pk=montree)
        if version := montrees.first():
            return _garnie(version)
    return grille_en_vigueur(campagne, usage)


def repondables(campagne: Campagne, usage: str) -> QuerySet[VersionGrille]:
    """The campaign's versions first, the shipped one after."""
    return (
        VersionGrille.objects.filter(
            Q(grille__campagne=campagne) | Q(grille__campagne__isnull=True), grille__usage=usage
        )
        .select_related("grille")
        .order_by(F("grille__campagne").asc(nulls_last=True))
    )


def _garnie(version: VersionGrille) -> VersionGrille:
    """With the sections that ask something, read in one query with their questions."""
    sections: dict[int, Section] = {}
    questions: dict[int, list[Question]] = defaultdict(list)
    ordonnees = Question.objects.filter(section__version=version).select_related("section")
    for question in ordonnees.order_by("section__ordre", "section", "ordre", "pk"):
        question.section = sections.setdefault(question.section_id, question.section)
        questions[question.section_id].append(question)
    for section in sections.values():
        garnir(section, "questions", questions[section.pk])
    garnir(version, "sections", list(sections.values()))
    return version
