"""A proofreader proposes to pass on a relecture, or to swap two; nothing moves before the other accepts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, refus
from journal.services import ecrire
from productions import courriels
from productions.etats import EtatEchange, EtatRelecture, EtatRessource
from productions.models import Echange, Relecture, Ressource

from .verrous import est_producteur, verrouiller_ressources

if TYPE_CHECKING:
    from comptes.models import Personne

_PARENTS = ("version__ressource__campagne_suivi__pole__academie", "relecteur")


@transaction.atomic
def proposer_echange(
    *,
    relecture: Relecture,
    vers: Personne,
    contre: Relecture | None,
    message: str,
    acteur: Personne,
    maintenant: datetime,
) -> Echange:
    """« Proposer »: one person at a time, who could read that version; `contre` is what they would give in return."""
    # Both at once, in the order of their numbers: two people may propose each other the same swap.
    relectures = [r.pk for r in (relecture, contre) if r]
    verrouiller_ressources(Ressource.objects.filter(versions__relectures__in=relectures))
    relecture = _relire(relecture)
    _refuser_de_passer(relecture, vers)
    if contre is not None:
        _refuser_de_passer(_relire(contre), acteur)
    if relecture.echanges.filter(etat=EtatEchange.PROPOSE).exists():
        raise ActionImpossible("Cette relecture est déjà proposée à quelqu'un : retirez d'abord votre proposition.")
    echange = Echange.objects.create(
        relecture=relecture,
        vers=vers,
        contre=contre,
        message=message.strip(),
        propose_le=maintenant,
        etat_depuis=maintenant,
    )
    ecrire(
        chaine=relecture.chaine,
        action="echange.proposer",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"echange": echange.pk, "relecture": relecture.pk, "relecteur": vers.pk},
    )
    courriels.echange_propose(echange, acteur=acteur, maintenant=maintenant)
    return echange


@transaction.atomic
def accepter_echange(*, echange: Echange, acteur: Personne, maintenant: datetime) -> list[Relecture]:
    """« Accepter »: who asked is let off and, for a swap, takes the other one. Whoever leads the pôle is told."""
    echange = _verrouiller(echange)
    _changer(echange, "accepter", acteur, maintenant)
    reprises = [_passer(echange.relecture, echange.vers, acteur, maintenant)]
    if echange.contre:
        reprises.append(_passer(echange.contre, echange.relecture.relecteur, acteur, maintenant))
    courriels.echange_accepte(echange, reprises, acteur=acteur, maintenant=maintenant)
    return reprises


@transaction.atomic
def refuser_echange(*, echange: Echange, acteur: Personne, maintenant: datetime) -> Echange:
    """« Refuser », without having to say why."""
    echange = _verrouiller(echange)
    _changer(echange, "refuser", acteur, maintenant)
    courriels.echange_refuse(echange, acteur=acteur, maintenant=maintenant)
    return echange


@transaction.atomic
def retirer_echange(*, echange: Echange, acteur: Personne, maintenant: datetime) -> Echange:
    """« Retirer ma proposition »."""
    echange = _verrouiller(echange)
    _changer(echange, "retirer", acteur, maintenant)
    courriels.echange_retire(echange, acteur=acteur, maintenant=maintenant)
    return echange


def passage_impossible(relecture: Relecture) -> str:
    """Why it can be neither declined nor passed on now; empty when it can."""
    if relecture.version.ressource.etat != EtatRessource.EN_RELECTURE or relecture.etat != EtatRelecture.ATTENDUE:
        return (
            refus(relecture, "ceder")
            if relecture.etat != EtatRelecture.ATTENDUE
            else (f"« {relecture.version.ressource.titre} » n'est plus en relecture : il n'y a plus rien à rendre.")
        )
    return ""


def _verrouiller(echange: Echange) -> Echange:
    """Its resources, in the order of their numbers, then itself."""
    relectures = [pk for pk in (echange.relecture_id, echange.contre_id) if pk]
    verrouiller_ressources(Ressource.objects.filter(versions__relectures__in=relectures))
    lu = Echange.objects.select_for_update(of=("self",), no_key=True).select_related("vers").get(pk=echange.pk)
    lu.relecture = _relire(lu.relecture)
    if lu.contre_id:
        lu.contre = _relire(lu.contre)
    return lu


def _relire(relecture: Relecture) -> Relecture:
    return Relecture.objects.select_for_update(of=("self",), no_key=True).select_related(*_PARENTS).get(pk=relecture.pk)


def _changer(echange: Echange, action: str, acteur: Personne, maintenant: datetime) -> None:
    donnees = {"echange": echange.pk, "relecture": echange.relecture_id}
    changer_etat(echange, action, acteur=acteur, maintenant=maintenant, donnees=donnees)


def _refuser_de_passer(relecture: Relecture, vers: Personne) -> None:
    if raison := passage_impossible(relecture):
        raise ActionImpossible(raison)
    if est_producteur(relecture.version.ressource, vers.pk):
        raise ActionImpossible(f"{vers.nom_complet} produit cette ressource et ne peut donc pas la relire.")
    if relecture.version.relectures.filter(relecteur=vers).exists():
        raise ActionImpossible(f"La {relecture.version} a déjà été confiée à {vers.nom_complet}.")


def _passer(relecture: Relecture, vers: Personne, acteur: Personne, maintenant: datetime) -> Relecture:
    """The same version and date, in other hands; what was noted without being handed in stays with who wrote it."""
    _refuser_de_passer(relecture, vers)
    changer_etat(relecture, "ceder", acteur=acteur, maintenant=maintenant, donnees={"relecture": relecture.pk})
    reprise = Relecture.objects.create(
        version=relecture.version,
        relecteur=vers,
        assignee_par_id=relecture.assignee_par_id,
        assignee_le=maintenant,
        etat_depuis=maintenant,
        echeance=relecture.echeance,
    )
    ecrire(
        chaine=relecture.chaine,
        action="relecture.reprendre",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"relecture": reprise.pk, "relecteur": vers.pk, "ancienne": relecture.pk},
    )
    return reprise
