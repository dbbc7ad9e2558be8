"""« Annuler la préparation » of the next year: everything back as it was, as long as nobody has worked in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from bilans.courriels import reconduction as courriels
from bilans.fait_depuis import fait_depuis
from bilans.models import Reconduction
from calendrier.models import Echeance, Rappel
from commun.erreurs import ActionImpossible
from grilles.services import retirer_copies
from poles.etats import EtatCycle
from poles.models import Campagne
from poles.services.campagnes import modifier_campagne, verrouiller_campagne, verrouiller_cycle
from poles.services.reconduction import retirer_mandats_renouveles, rouvrir_campagne
from productions.services.reconduction import Passage, ramener_ressources, verrouiller_campagnes_entieres

if TYPE_CHECKING:
    from comptes.models import Personne

RIEN_A_ANNULER = "L'année suivante n'est pas préparée : il n'y a rien à annuler."


def reconduction_de(campagne: Campagne) -> Reconduction | None:
    parents = ("de__pole__academie", "de__cycle", "vers__pole__academie", "vers__cycle", "faite_par")
    return Reconduction.objects.select_related(*parents).filter(de=campagne).first()


@transaction.atomic
def annuler_preparation(*, campagne: Campagne, motif: str, acteur: Personne, maintenant: datetime) -> Campagne:
    """Everything back where it was; all those who had been told are told, and why. Returns the campaign reopened.

    Raises ActionImpossible once the next cycle is open or this one closed, or when somebody has worked
    in the next year since.
    """
    reconduction = reconduction_de(campagne)
    if reconduction is None:
        raise ActionImpossible(RIEN_A_ANNULER)
    verrouiller_campagnes_entieres(reconduction.de, reconduction.vers)
    verrouiller_campagne(reconduction.de)
    verrouiller_campagne(reconduction.vers)
    for campagne_tenue in (reconduction.de, reconduction.vers):
        verrouiller_cycle(campagne_tenue.cycle)
    reconduction = reconduction_de(campagne)
    if raison := annulation_impossible(reconduction):
        raise ActionImpossible(raison)
    prevenus = list(courriels.destinataires(reconduction, maintenant))
    de, vers, fait = reconduction.de, reconduction.vers, reconduction.fait
    passage = Passage(sorted(reconduction.ressources.values_list("pk", flat=True)), fait["fiches"])
    ramener_ressources(passage=passage, a=de, acteur=acteur, maintenant=maintenant)
    retirer_mandats_renouveles(fait["mandats"])
    Echeance.objects.filter(pk__in=fait["echeances"]).delete()
    retirer_copies(fait["grilles"])
    courriels.preparation_annulee(reconduction, prevenus, motif=motif, acteur=acteur, maintenant=maintenant)
    reconduction.delete()
    if fait["campagne_creee"]:
        # What was reminded of these resources was promised once, wherever they are followed.
        Rappel.objects.filter(campagne=vers).update(campagne=de)
        _retirer_la_campagne(vers)
    elif any(getattr(vers, champ) != dit for champ, dit in fait["avant"].items()):
        modifier_campagne(campagne=vers, **fait["avant"], acteur=acteur, maintenant=maintenant)
    rouvrir_campagne(campagne=de, motif=motif, acteur=acteur, maintenant=maintenant)
    return de


def annulation_impossible(reconduction: Reconduction | None) -> str:
    """Why it can no longer be undone; empty when it can."""
    if reconduction is None:
        return RIEN_A_ANNULER
    if reconduction.vers.cycle.etat != EtatCycle.PREPARE:
        return (
            f"Le cycle {reconduction.vers.cycle} est ouvert : l'année suivante a commencé, sa préparation ne s'annule "
            "plus."
        )
    if reconduction.de.cycle.etat == EtatCycle.CLOS:
        return (
            f"Le cycle {reconduction.de.cycle} est clos : le pôle ne peut plus y revenir. Ce qui a été reporté "
            f"continue en {reconduction.vers.cycle}."
        )
    return fait_depuis(reconduction)


def _retirer_la_campagne(vers: Campagne) -> None:
    try:
        with transaction.atomic():
            vers.delete()
            # Now, not at the end: what somebody has just added there is refused in words.
            transaction.get_connection().check_constraints()
    except (ProtectedError, IntegrityError) as erreur:
        raise ActionImpossible(
            f"Quelqu'un a déjà travaillé dans l'année {vers.cycle} du pôle : sa préparation ne s'annule plus."
        ) from erreur
