"""The nightly seal."""

import logging
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings

from commun.horloge import maintenant
from journal.sceaux import sceller

logger = logging.getLogger(__name__)


@shared_task(name="journal.consigner_sceau")
def consigner_sceau() -> None:
    """Write in the log the seal of the journal as it stood last midnight; run it a few hours later."""
    locale = maintenant().astimezone(ZoneInfo(settings.TIME_ZONE))
    minuit = locale.replace(hour=0, minute=0, second=0, microsecond=0)
    sceau = sceller(minuit)
    logger.info("Sceau du journal au %s : %s (%s chaînes)", minuit.isoformat(), sceau.empreinte, sceau.chaines)
