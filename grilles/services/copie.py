"""Copying questions from a version to another, and a pôle's grids from a cycle to the next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError

from commun.erreurs import ActionImpossible
from grilles.etats import EtatVersion
from grilles.models import Grille, Question, Section, VersionGrille
from grilles.queries import avec_questions
from journal.mouvements import changer_etat
from poles.models import Campagne
from poles.services.campagnes import verrouiller_campagne

if TYPE_CHECKING:
    from comptes.models import Personne


def copier_version(modele: VersionGrille, grille: Grille) -> VersionGrille:
    """A draft of `grille` that asks what `modele` asks. The caller holds the grid, which has no draft."""
    derniere = grille.versions.order_by("-numero").first()
    copie = VersionGrille.objects.create(grille=grille, numero=derniere.numero + 1 if derniere else 1)
    questions = []
    for section in avec_questions(VersionGrille.objects.filter(pk=modele.pk)).get().sections.all():
        copiee = Section.objects.create(version=copie, titre=section.titre, aide=section.aide, ordre=section.ordre)
        questions += [
            Question(
                section=copiee,
                genre=q.genre,
                intitule=q.intitule,
                aide=q.aide,
                choix=q.choix,
                obligatoire=q.obligatoire,
                ordre=q.ordre,
            )
            for q in section.questions.all()
        ]
    Question.objects.bulk_create(questions)
    return copie


@transaction.atomic
def copier_grilles(
    *, de: Campagne, vers: Campagne, acteur: Personne | None, maintenant: datetime
) -> list[VersionGrille]:
    """« Copier vers le cycle suivant »: each grid of its own that `de` answers comes into force in `vers`.

    A use for which `vers` has already written its own grid is left alone, so that repeating is harmless. Returns
    what was copied. Raises ActionImpossible between two pôles.
    """
    if de.pole_id != vers.pole_id or de.pk == vers.pk:
        raise ActionImpossible("Les grilles se copient d'un cycle à l'autre du même pôle.")
    vers = verrouiller_campagne(vers)
    deja = set(Grille.objects.filter(campagne=vers, versions__isnull=False).values_list("usage", flat=True))
    copiees = []
    for modele in VersionGrille.objects.filter(grille__campagne=de, etat=EtatVersion.EN_VIGUEUR).select_related(
        "grille"
    ):
        if modele.grille.usage in deja:
            continue
        grille, _ = Grille.objects.get_or_create(campagne=vers, usage=modele.grille.usage)
        copie = copier_version(modele, grille)
        entrer_en_vigueur(copie, acteur, maintenant)
        copiees.append(copie)
    return copiees


@transaction.atomic
def retirer_copies(grilles: Collection[int]) -> None:
    """Whole grids that were copied to a year and that nobody has answered: as if they had not been.

    Raises ActionImpossible when a sheet was filled in.
    """
    try:
        Section.objects.filter(version__grille__in=grilles).delete()
        VersionGrille.objects.filter(grille__in=grilles).delete()
        Grille.objects.filter(pk__in=grilles).delete()
    except ProtectedError as erreur:
        raise ActionImpossible("Une grille de l'année suivante a déjà servi : elle ne se retire plus.") from erreur


def entrer_en_vigueur(version: VersionGrille, acteur: Personne | None, maintenant: datetime) -> None:
    """The one move that makes a draft answerable, whoever asks for it."""
    version.en_vigueur_le = maintenant
    version.save(update_fields=["en_vigueur_le"])
    usage = version.grille.get_usage_display()
    donnees = {"versiongrille": version.pk, "numero": version.numero}
    changer_etat(version, "mettre_en_vigueur", acteur=acteur, maintenant=maintenant, donnees=donnees, texte=usage)
