"""What the room forgets at night."""

from celery import shared_task

from commun.horloge import maintenant
from comptes import services


@shared_task(name="comptes.purger_changements_adresse")
def purger_changements_adresse() -> None:
    services.purger_changements_adresse(maintenant=maintenant())
