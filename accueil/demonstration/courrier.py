"""The mail of the past: sent at its own date, through the usual path, to nobody."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.mail import get_connection

from commun.models import Courriel
from commun.services.courriels import envoyer
from commun.services.nouvelles import grouper_nouvelles

from .agenda import FUSEAU, a_l_heure

# When the product groups the news of the day before.
HEURE_DES_NOUVELLES = time(7)
# Even an installation that has a real mail server: these addresses are made up.
NULLE_PART = "django.core.mail.backends.dummy.EmailBackend"


def partir(maintenant: datetime) -> None:
    """Send what the last scene has written."""
    connexion = get_connection(NULLE_PART)
    for courriel_id in Courriel.objects.a_envoyer(maintenant).order_by("pk").values_list("pk", flat=True):
        envoyer(courriel_id, maintenant, connexion)


def matin_suivant(instant: datetime) -> datetime:
    return a_l_heure(instant.astimezone(FUSEAU).date() + timedelta(days=1), HEURE_DES_NOUVELLES)


def nouvelles_du_matin(apres: datetime, avant: datetime) -> None:
    """Group the news written at `apres`, on the next morning, if it comes before `avant`. No later morning has any."""
    matin = matin_suivant(apres)
    if matin < avant:
        grouper_nouvelles(matin)
        partir(matin)
