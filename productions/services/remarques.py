"""Remarks and their answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, refus, trouver
from journal.services import ecrire
from productions.etats import EtatRelecture, EtatRessource
from productions.models import Relecture, Remarque, Version

from .verrous import verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne

# An answer is prepared with the next version: as long as a deposit is possible, it can be given and changed.
REPONSES_OUVERTES = (
    EtatRessource.EN_RELECTURE,
    EtatRessource.EN_REVISION,
    EtatRessource.PRETE_A_VALIDER,
    EtatRessource.VALIDEE,
    EtatRessource.NON_VALIDEE,
    EtatRessource.PUBLIEE,
)


@transaction.atomic
def ecrire_remarque(
    *, relecture: Relecture, texte: str, bloquante: bool, endroit: str, maintenant: datetime
) -> Remarque:
    """« Ajouter la remarque »: the proofreader's alone until they hand in."""
    relecture = (
        Relecture.objects.select_for_update(of=("self",), no_key=True).select_related("version").get(pk=relecture.pk)
    )
    _refuser_relecture_finie(relecture)
    return Remarque.objects.create(
        version=relecture.version,
        relecture=relecture,
        auteur_id=relecture.relecteur_id,
        texte=texte,
        bloquante=bloquante,
        endroit=endroit,
        cree_le=maintenant,
        etat_depuis=maintenant,
    )


@transaction.atomic
def retirer_remarque(*, remarque: Remarque) -> None:
    """« Retirer » a remark that has not been handed in."""
    if remarque.relecture_id is None:
        raise ActionImpossible("Cette remarque est transmise : elle ne se retire plus.")
    _refuser_relecture_finie(Relecture.objects.select_for_update(no_key=True).get(pk=remarque.relecture_id))
    remarque.delete()


def _refuser_relecture_finie(relecture: Relecture) -> None:
    if relecture.etat != EtatRelecture.ATTENDUE:
        raise ActionImpossible(f"Cette relecture est {relecture.get_etat_display()} : ses remarques ne changent plus.")


def creer_remarque_de_motif(*, version: Version, auteur: Personne, texte: str, maintenant: datetime) -> Remarque:
    """A reason given elsewhere (a visa) becomes a blocking remark; to call inside the caller's transaction."""
    remarque = Remarque.objects.create(
        version=version, auteur=auteur, texte=texte, bloquante=True, cree_le=maintenant, etat_depuis=maintenant
    )
    noter_transmise(remarque, maintenant)
    return remarque


def noter_transmise(remarque: Remarque, maintenant: datetime) -> None:
    """The journal learns of a remark when the producers do: until then it is its author's alone."""
    donnees = {"remarque": remarque.pk, "version": remarque.version_id, "bloquante": remarque.bloquante}
    if remarque.relecture_id:
        donnees["relecture"] = remarque.relecture_id
    ecrire(
        chaine=remarque.version.ressource.chaine,
        action="remarque.transmettre",
        acteur=remarque.auteur,
        maintenant=maintenant,
        donnees=donnees,
        texte=remarque.texte,
    )


@transaction.atomic
def repondre_remarque(
    *, remarque: Remarque, reponse: str, texte: str, acteur: Personne, maintenant: datetime
) -> Remarque:
    """« Répondre »: done, or declined and why. The answer may change until the version that carries it is deposited."""
    ressource = verrouiller_ressource(remarque.version.ressource)
    remarque = (
        Remarque.objects.select_for_update(of=("self",), no_key=True).select_related("relecture").get(pk=remarque.pk)
    )
    if remarque.relecture and remarque.relecture.etat != EtatRelecture.RENDUE:
        raise ActionImpossible("Cette remarque n'est pas encore rendue.")
    if remarque.version_reponse_id or ressource.etat not in REPONSES_OUVERTES:
        raise ActionImpossible("La réponse à cette remarque est déjà déposée : elle ne change plus.")
    if reponse == Remarque.Reponse.DECLINEE and not texte.strip():
        raise ActionImpossible("Dites pourquoi la remarque est déclinée : le relecteur le lira.")
    if (remarque.reponse, remarque.reponse_texte) == (reponse, texte.strip()):
        return remarque
    _noter_reponse(remarque, reponse, texte.strip(), acteur, maintenant)
    return remarque


def _noter_reponse(remarque: Remarque, reponse: str, texte: str, acteur: Personne, maintenant: datetime) -> None:
    """With its state in one write: the database refuses an answer without the other."""
    if trouver(remarque, "repondre") is None:
        raise ActionImpossible(refus(remarque, "repondre"))
    remarque.reponse, remarque.reponse_texte = reponse, texte
    remarque.repondue_par, remarque.repondue_le = acteur, maintenant
    changer_etat(
        remarque,
        "repondre",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"remarque": remarque.pk, "reponse": reponse},
        texte=texte,
        avec=("reponse", "reponse_texte", "repondue_par", "repondue_le"),
    )
