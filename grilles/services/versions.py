"""A pôle's own grid: adapted from what is in force, put in force, given up for the shipped one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from grilles.etats import EtatVersion, GenreQuestion
from grilles.models import Grille, Question, VersionGrille
from grilles.queries import grille_en_vigueur
from journal.mouvements import changer_etat, trouver
from poles.models import Campagne
from poles.services.campagnes import verrouiller_campagne

from .copie import copier_version, entrer_en_vigueur
from .verrous import verrouiller_brouillon, verrouiller_version

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def adapter_grille(*, campagne: Campagne, usage: str, modele: VersionGrille | None = None) -> VersionGrille:
    """« Adapter cette grille », « Préparer une nouvelle version », « Repartir de cette version »: a draft.

    It asks what `modele` asks, by default the version in force. A second click finds the draft that is there; another
    model than the draft's own is then refused, since it would throw work away.
    """
    campagne = verrouiller_campagne(campagne)
    grille, _ = Grille.objects.get_or_create(campagne=campagne, usage=usage)
    if brouillon := grille.versions.filter(etat=EtatVersion.BROUILLON).first():
        if modele is None:
            return brouillon
        raise ActionImpossible(
            f"La version {brouillon.numero} est déjà en préparation : mettez-la en vigueur ou abandonnez-la d'abord."
        )
    return copier_version(modele or grille_en_vigueur(campagne, usage), grille)


@transaction.atomic
def mettre_en_vigueur(*, version: VersionGrille, acteur: Personne, maintenant: datetime) -> VersionGrille:
    """« Mettre en vigueur »: asked from now on. Sheets already begun keep the questions they were begun with."""
    version = verrouiller_brouillon(version)
    if raison := pas_prete(version):
        raise ActionImpossible(raison)
    precedente = version.grille.versions.filter(etat=EtatVersion.EN_VIGUEUR).select_related("grille__campagne").first()
    if precedente:
        _quitter(precedente, "remplacer", acteur, maintenant)
    entrer_en_vigueur(version, acteur, maintenant)
    return version


@transaction.atomic
def revenir_a_la_grille_fournie(*, version: VersionGrille, acteur: Personne, maintenant: datetime) -> VersionGrille:
    """« Revenir à la grille fournie »: the pôle's version is kept among the former ones."""
    version = verrouiller_version(version)
    _quitter(version, "revenir", acteur, maintenant)
    return version


@transaction.atomic
def abandonner_brouillon(*, version: VersionGrille) -> None:
    """« Abandonner ce brouillon »: nobody has answered it, nothing of it is kept."""
    verrouiller_brouillon(version).delete()


def pas_prete(version: VersionGrille) -> str:
    """Why it cannot be put in force as it is; empty when it can."""
    questions = list(Question.objects.filter(section__version=version))
    if not questions:
        return "Cette grille ne pose aucune question : ajoutez-en une avant de la mettre en vigueur."
    for question in questions:
        if question.genre in (GenreQuestion.ECHELLE, GenreQuestion.CHOIX) and len(question.choix) < 2:
            return f"« {question.intitule} » demande au moins deux réponses possibles."
    return ""


def _quitter(version: VersionGrille, action: str, acteur: Personne, maintenant: datetime) -> None:
    if version.grille.fournie or trouver(version, action) is None:
        raise ActionImpossible("Cette version n'est pas en vigueur : la grille a changé entre-temps.")
    usage = version.grille.get_usage_display()
    donnees = {"versiongrille": version.pk, "numero": version.numero}
    changer_etat(version, action, acteur=acteur, maintenant=maintenant, donnees=donnees, texte=usage)
