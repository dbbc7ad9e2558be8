"""What beat starts for the calendar."""

from celery import shared_task

from calendrier import services
from commun.horloge import aujourdhui, maintenant


@shared_task(name="calendrier.envoyer_rappels")
def envoyer_rappels() -> None:
    services.envoyer_rappels(maintenant=maintenant())


@shared_task(name="calendrier.tenir_agendas")
def tenir_agendas() -> None:
    services.tenir_agendas(maintenant=maintenant())


@shared_task(name="calendrier.purger_rappels")
def purger_rappels() -> None:
    services.purger_rappels(jour=aujourdhui())
