"""« Je participerai », « Je ne pourrai pas »."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commun.erreurs import ActionImpossible
from suivi import courriels
from suivi.etats import Reponse
from suivi.models import Participation

from .verrou import verrouiller_reunion


def refus_de_repondre(participation: Participation, maintenant: datetime) -> str:
    """Why no answer is taken any more; empty while one is."""
    reunion = participation.reunion
    if not reunion.prevue:
        return f"Cette réunion est {reunion.get_etat_display()} : il n'y a plus de réponse à donner."
    if reunion.fin <= maintenant:
        return "Cette réunion est passée : il n'y a plus de réponse à donner."
    return ""


@transaction.atomic
def repondre(*, participation: Participation, reponse: str, maintenant: datetime) -> Participation:
    """One's own answer, changed as often as one likes until the end. The same again writes nothing.

    Who cannot come is told to who organises, among the day's news. It is no line of the journal: the row says
    what was answered and when, and thirty of them would bury what the pôle did.
    """
    reunion = verrouiller_reunion(participation.reunion)
    participation = Participation.objects.select_related("personne").get(pk=participation.pk)
    participation.reunion = reunion
    if refus := refus_de_repondre(participation, maintenant):
        raise ActionImpossible(refus)
    if participation.reponse == reponse:
        return participation
    participation.reponse, participation.repondue_le = reponse, maintenant
    participation.save(update_fields=["reponse", "repondue_le"])
    if reponse == Reponse.NE_PEUT_PAS:
        courriels.reponse_donnee(participation, maintenant=maintenant)
    return participation
