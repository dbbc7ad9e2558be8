"""What the room forgets at night."""

from celery import shared_task

from commun.horloge import aujourdhui
from poles import services


@shared_task(name="poles.purger_indisponibilites")
def purger_indisponibilites() -> None:
    services.purger_indisponibilites(jour=aujourdhui())
