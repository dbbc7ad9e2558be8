"""What beat starts for the calendar."""

from celery import shared_task

from calendrier import services
from commun.horloge import maintenant


@shared_task(name="calendrier.envoyer_rappels")
def envoyer_rappels() -> None:
    services.envoyer_rappels(maintenant=maintenant())


@shared_task(name="calendrier.tenir_agendas")
def tenir_agendas() -> None:
    services.tenir_agendas(maintenant=maintenant())
