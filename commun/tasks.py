"""Tasks of the outbox and of the background jobs: each may run twice."""

from celery import shared_task

from commun.horloge import maintenant
from commun.models import Courriel
from commun.services import courriels, nouvelles, travaux

# A sweep ends before the next one starts; what is left waits one minute more.
LOT = 100


@shared_task(name="commun.envoyer_courriel")
def envoyer_courriel(courriel_id: int) -> None:
    courriels.envoyer(courriel_id, maintenant())


@shared_task(name="commun.balayer_courriels")
def balayer_courriels() -> None:
    """Send what is due: new tries, and mails whose task never reached a worker."""
    courriels.effacer_secrets_bloques(maintenant())
    dus = Courriel.objects.a_envoyer(maintenant()).order_by("prochain_essai").values_list("pk", flat=True)
    for courriel_id in list(dus[:LOT]):
        courriels.envoyer(courriel_id, maintenant())


@shared_task(name="commun.grouper_nouvelles")
def grouper_nouvelles() -> None:
    nouvelles.grouper_nouvelles(maintenant())


@shared_task(name="commun.reprendre_travaux")
def reprendre_travaux() -> None:
    travaux.reprendre(maintenant())
