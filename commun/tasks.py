"""Tasks of the outbox and of the background jobs."""

from celery import shared_task

from commun.horloge import maintenant
from commun.services import travaux


@shared_task(name="commun.reprendre_travaux")
def reprendre_travaux() -> None:
    travaux.reprendre(maintenant())
