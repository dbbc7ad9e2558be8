"""What follows an answer: the remark's author agrees or contests it once; the producers then answer for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, empechement
from productions import courriels
from productions.etats import EtatRemarque, EtatRessource
from productions.models import Contestation, Remarque

from .verrous import est_producteur, verrouiller_remarque
from .versions import marquer_ouverte

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def clore_remarque(*, remarque: Remarque, acteur: Personne, maintenant: datetime) -> Remarque:
    """« Je suis d'accord » with the answer. A second click changes nothing."""
    remarque = verrouiller_remarque(remarque)
    if remarque.etat == EtatRemarque.CLOSE:
        return remarque
    _refuser(suite_impossible(remarque, "clore"))
    _noter_lue(remarque, maintenant)
    changer_etat(remarque, "clore", acteur=acteur, maintenant=maintenant, donnees={"remarque": remarque.pk})
    courriels.remarque_close(remarque, acteur=acteur, maintenant=maintenant)
    return remarque


@transaction.atomic
def contester_reponse(*, remarque: Remarque, motif: str, acteur: Personne, maintenant: datetime) -> Contestation:
    """« Contester », once, and why: the producers answer again."""
    remarque = verrouiller_remarque(remarque)
    _refuser(suite_impossible(remarque, "contester"))
    if not motif.strip():
        raise ActionImpossible("Dites pourquoi la réponse ne convient pas : les producteurs le liront.")
    _noter_lue(remarque, maintenant)
    contestation = Contestation.objects.create(remarque=remarque, motif=motif.strip(), contestee_le=maintenant)
    changer_etat(
        remarque,
        "contester",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"remarque": remarque.pk},
        texte=contestation.motif,
    )
    courriels.reponse_contestee(contestation, acteur=acteur, maintenant=maintenant)
    return contestation


@transaction.atomic
def trancher_remarque(
    *, remarque: Remarque, reponse: str, texte: str, acteur: Personne, maintenant: datetime
) -> Contestation:
    """« Répondre définitivement »: done with the next version, or declined all the same; told at once, and for good."""
    remarque = verrouiller_remarque(remarque)
    ressource = remarque.version.ressource
    if not est_producteur(ressource, acteur.pk):
        raise ActionImpossible("Seul un producteur de la ressource répond à ses remarques.")
    _refuser(reponse_definitive_impossible(remarque))
    if not texte.strip():
        raise ActionImpossible("Expliquez votre réponse : la personne qui l'a contestée la lira.")
    contestation = remarque.contestation
    contestation.reponse, contestation.reponse_texte = reponse, texte.strip()
    contestation.repondue_par, contestation.repondue_le = acteur, maintenant
    contestation.save(update_fields=["reponse", "reponse_texte", "repondue_par", "repondue_le"])
    changer_etat(
        remarque,
        "trancher",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"remarque": remarque.pk, "reponse": reponse},
        texte=contestation.reponse_texte,
    )
    courriels.remarque_tranchee(contestation, acteur=acteur, maintenant=maintenant)
    return contestation


def suite_impossible(remarque: Remarque, action: str) -> str:
    """Why its author cannot close or contest it now; empty when they can."""
    etat = remarque.version.ressource.etat
    if etat == EtatRessource.ABANDONNEE:
        return "La ressource est abandonnée : ses remarques ne changent plus."
    if remarque.reponse and not remarque.version_reponse_id:
        return "La réponse n'est pas encore déposée : elle vous sera montrée avec la version qui la porte."
    if etat == EtatRessource.EN_VALIDATION and remarque.relecture_id is None:
        # Whoever judges the version must not learn from here what another makes of it.
        return "La ressource est en validation : vous pourrez le dire une fois la décision rendue."
    return empechement(remarque, action)


def reponse_definitive_impossible(remarque: Remarque) -> str:
    """Why the producers cannot answer a contested remark now; empty when they can."""
    if remarque.version.ressource.etat == EtatRessource.ABANDONNEE:
        return "La ressource est abandonnée : ses remarques ne changent plus."
    return empechement(remarque, "trancher")


def _refuser(raison: str) -> None:
    if raison:
        raise ActionImpossible(raison)


def _noter_lue(remarque: Remarque, maintenant: datetime) -> None:
    """The version that carries the answer was read: its deposit can no longer be cancelled."""
    version = remarque.version_reponse
    if version.annulee_le is None:
        marquer_ouverte(version=version, lecteur=remarque.auteur, maintenant=maintenant)
