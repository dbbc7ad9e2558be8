"""Writing a draft: its sections, its questions, their order. What is in force refuses all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max, QuerySet

from commun.erreurs import ActionImpossible
from grilles.etats import GenreQuestion
from grilles.models import Question, Section, VersionGrille

from .verrous import verrouiller_brouillon

Sens = Literal["haut", "bas"]
# A grid longer than that is filled in by nobody.
SECTIONS_MAX, QUESTIONS_MAX = 12, 40


@transaction.atomic
def ecrire_section(*, version: VersionGrille, titre: str, aide: str, section: Section | None = None) -> Section:
    """« Ajouter la section », « Enregistrer la section »."""
    version = verrouiller_brouillon(version)
    if section is None:
        if version.sections.count() >= SECTIONS_MAX:
            raise ActionImpossible(f"Une grille compte {SECTIONS_MAX} sections au plus.")
        return Section.objects.create(version=version, titre=titre, aide=aide, ordre=_suivant(version.sections.all()))
    section = _encore_la(version.sections.all(), section)
    section.titre, section.aide = titre, aide
    section.save(update_fields=["titre", "aide"])
    return section


@transaction.atomic
def ecrire_question(
    *,
    section: Section,
    genre: str,
    intitule: str,
    aide: str = "",
    choix: Sequence[str] = (),
    obligatoire: bool = False,
    question: Question | None = None,
) -> Question:
    """« Ajouter la question », « Enregistrer la question », in this section: at its end, when it comes from another."""
    version = verrouiller_brouillon(section.version)
    section = _encore_la(version.sections.all(), section)
    a_choisir = genre in (GenreQuestion.ECHELLE, GenreQuestion.CHOIX)
    if a_choisir and len(choix) < 2:
        raise ActionImpossible("Donnez au moins deux réponses possibles, une par ligne.")
    siennes = Question.objects.filter(section__version=version)
    if question is None:
        if siennes.count() >= QUESTIONS_MAX:
            raise ActionImpossible(f"Une grille compte {QUESTIONS_MAX} questions au plus.")
        question = Question(section=section, ordre=_suivant(section.questions.all()))
    else:
        question = _encore_la(siennes, question)
        if question.section_id != section.pk:
            question.section, question.ordre = section, _suivant(section.questions.all())
    question.genre, question.intitule, question.aide = genre, intitule, aide
    question.choix = list(choix) if a_choisir else []
    question.obligatoire = obligatoire and version.grille.oblige
    question.save()
    return question


@transaction.atomic
def retirer_de_la_grille(*, chose: Section | Question) -> None:
    """« Retirer »: a section goes with its questions."""
    version = verrouiller_brouillon(_version_de(chose))
    _encore_la(_voisines(version, chose), chose).delete()


@transaction.atomic
def deplacer(*, chose: Section | Question, sens: Sens) -> bool:
    """« Monter », « Descendre »: one place among the sections, or within its section. False at the end of the row."""
    version = verrouiller_brouillon(_version_de(chose))
    rangees = list(_voisines(version, chose))
    rang = rangees.index(_encore_la(_voisines(version, chose), chose))
    autre = rang + (1 if sens == "bas" else -1)
    if not 0 <= autre < len(rangees):
        return False
    rangees[rang], rangees[autre] = rangees[autre], rangees[rang]
    for ordre, rangee in enumerate(rangees, start=1):
        rangee.ordre = ordre * 10
    type(chose).objects.bulk_update(rangees, ["ordre"])
    return True


def _version_de(chose: Section | Question) -> VersionGrille:
    return chose.version if isinstance(chose, Section) else chose.section.version


def _voisines(version: VersionGrille, chose: Section | Question) -> QuerySet[Any]:
    if isinstance(chose, Section):
        return version.sections.order_by("ordre", "pk")
    return Question.objects.filter(section__version=version, section=chose.section_id).order_by("ordre", "pk")


def _suivant(rangees: QuerySet[Any]) -> int:
    return (rangees.aggregate(dernier=Max("ordre"))["dernier"] or 0) + 10


def _encore_la(rangees: QuerySet[Any], chose: Any) -> Any:
    """The row as it now is. Raises ActionImpossible when somebody has taken it out meanwhile."""
    actuelle = rangees.filter(pk=chose.pk).first()
    if actuelle is None:
        raise ActionImpossible("Quelqu'un l'a retirée de la grille entre-temps.")
    return actuelle
