"""Tasks of the outbox, of the background jobs and of the uploads: each may run twice."""

import time
from datetime import timedelta

from celery import shared_task

from commun.horloge import heure_machine, maintenant
from commun.models import Courriel
from commun.services import anciens_courriels, courriels, historique, nouvelles, orphelins, televersements, travaux

# A sweep makes room for the next one; what is left waits one minute more.
LOT = 100
# In seconds: a mail server that answers nothing costs a time-out for each mail.
DUREE_BALAYAGE = 45.0
# No request of this age is still being answered.
AGE_DES_RESTES = timedelta(days=1)


@shared_task(name="commun.envoyer_courriel")
def envoyer_courriel(courriel_id: int) -> None:
    courriels.envoyer(courriel_id, maintenant())


@shared_task(name="commun.balayer_courriels")
def balayer_courriels() -> None:
    """Send what is due: new tries, and mails whose task never reached a worker."""
    courriels.effacer_secrets_bloques(maintenant())
    dus = Courriel.objects.a_envoyer(maintenant()).order_by("prochain_essai").values_list("pk", flat=True)
    fin = time.monotonic() + DUREE_BALAYAGE
    for courriel_id in list(dus[:LOT]):
        if time.monotonic() > fin:
            break
        courriels.envoyer(courriel_id, maintenant())


@shared_task(name="commun.grouper_nouvelles")
def grouper_nouvelles() -> None:
    nouvelles.grouper_nouvelles(maintenant())


@shared_task(name="commun.purger_courriels")
def purger_courriels() -> None:
    anciens_courriels.purger_courriels(maintenant())


@shared_task(name="commun.reprendre_travaux")
def reprendre_travaux() -> None:
    travaux.reprendre(maintenant())


@shared_task(name="commun.purger_televersements")
def purger_televersements() -> None:
    televersements.purger(maintenant=maintenant(), restes_avant=heure_machine() - AGE_DES_RESTES)


@shared_task(name="commun.purger_historique")
def purger_historique() -> None:
    historique.purger_historique(maintenant())


@shared_task(name="commun.purger_orphelins")
def purger_fichiers_orphelins() -> None:
    """A day: no deposit is that long between its file and its row. The machine's own clock dates the files."""
    orphelins.purger_orphelins(avant=heure_machine() - timedelta(days=1))
