"""Which grid is answered."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F, Prefetch, Q, QuerySet

from grilles.etats import EtatVersion
from grilles.models import Feuille, Question, Section, VersionGrille
from poles.models import Campagne


def avec_questions(versions: QuerySet[VersionGrille]) -> QuerySet[VersionGrille]:
    """With their sections and questions, in order: two more queries, however many versions."""
    questions = Question.objects.order_by("ordre", "pk")
    sections = Section.objects.order_by("ordre", "pk").prefetch_related(Prefetch("questions", questions))
    return versions.select_related("grille").prefetch_related(Prefetch("sections", sections))


def grille_en_vigueur(campagne: Campagne, usage: str) -> VersionGrille:
    """The campaign's own, else the shipped one, with its sections and questions: three queries."""
    return avec_questions(repondables(campagne, usage).filter(etat=EtatVersion.EN_VIGUEUR))[0]


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
        montrees = repondables(campagne, usage).exclude(etat=EtatVersion.BROUILLON).filter(pk=montree)
        if version := avec_questions(montrees).first():
            return version
    return grille_en_vigueur(campagne, usage)


def repondables(campagne: Campagne, usage: str) -> QuerySet[VersionGrille]:
    """The campaign's versions first, the shipped one after."""
    return VersionGrille.objects.filter(
        Q(grille__campagne=campagne) | Q(grille__campagne__isnull=True), grille__usage=usage
    ).order_by(F("grille__campagne").asc(nulls_last=True))
