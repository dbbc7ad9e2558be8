"""Journées de relecture: who is at work together, until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from productions.models import Ressource

from .etats import EtatReunion, GenreReunion, Reponse
from .models import Participation, Reunion

# How long after its end a day may still be recapitulated: the sweep comes every quarter of an hour.
RATTRAPAGE = timedelta(hours=12)


def en_seance(ressource: Ressource, maintenant: datetime) -> set[int]:
    """Those invited to today's journée de relecture, until it ends; who said that they cannot come is not there."""
    campagne = ressource.campagne_suivi
    minuit = minuit_de(campagne.fuseau, maintenant)
    du_jour = Participation.objects.filter(
        reunion__campagnes=campagne,
        reunion__genre=GenreReunion.RELECTURE,
        reunion__debut__gte=minuit,
        reunion__debut__lt=minuit + timedelta(days=1),
        reunion__fin__gt=maintenant,
    ).exclude(reunion__etat=EtatReunion.ANNULEE)
    return set(du_jour.exclude(reponse=Reponse.NE_PEUT_PAS).values_list("personne", flat=True))


def minuit_de(fuseau: str, instant: datetime) -> datetime:
    """When the day of that instant begins there: since when its mails wait."""
    zone = ZoneInfo(fuseau)
    return datetime.combine(instant.astimezone(zone).date(), time.min, zone)


def finies_depuis_peu(maintenant: datetime) -> QuerySet[Reunion]:
    """The days to recapitulate, once."""
    return (
        Reunion.objects.filter(genre=GenreReunion.RELECTURE, fin__lte=maintenant, fin__gt=maintenant - RATTRAPAGE)
        .exclude(etat=EtatReunion.ANNULEE)
        .select_related("campagne__pole__academie", "campagne__cycle")
    )
