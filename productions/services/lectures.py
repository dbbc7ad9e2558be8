"""Who holds a reading (`Analyse`, `Texte`): one worker at a time, replaced when silent, three times at most."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F, Q, QuerySet

from commun.taches import lancer
from productions.models.lecture import INACHEVEES, Lecture

SILENCE_MAX, ESSAIS_MAX = timedelta(minutes=2), 3
# What one sweep takes up.
LOT = 50
E = Lecture.Etat
L = TypeVar("L", bound=Lecture)


def reclamer(modele: type[L], pk: int, maintenant: datetime, **champs: object) -> L | None:
    """The reading, this worker's from now on; None when somebody else has it, or has done it."""
    libre = modele.objects.filter(pk=pk, etat=E.EN_ATTENTE)
    pris = libre.update(etat=E.EN_COURS, essais=F("essais") + 1, battement=maintenant, **champs)
    return modele.objects.get(pk=pk) if pris else None


def tenue(lecture: L) -> QuerySet[L]:
    """Its row as long as this worker holds it, nothing afterwards: every write of a worker goes through this."""
    return type(lecture).objects.filter(pk=lecture.pk, etat=E.EN_COURS, essais=lecture.essais)


def conclure(lecture: Lecture, etat: str, maintenant: datetime, **champs: object) -> bool:
    """True when the reading was still this worker's."""
    return bool(tenue(lecture).update(etat=etat, battement=maintenant, finie_le=maintenant, **champs))


def relancer_les_muettes(modele: type[Lecture], tache: str, motif: str, maintenant: datetime) -> None:
    """Give what is silent to another worker; `motif` says so where several have fallen silent on it."""
    muettes = modele.objects.filter(etat__in=INACHEVEES, battement__lte=maintenant - SILENCE_MAX)
    epuisees = Q(etat=E.EN_COURS, essais__gte=ESSAIS_MAX)
    muettes.filter(epuisees).update(etat=E.ILLISIBLE, finie_le=maintenant, motif=motif)
    for pk in list(muettes.exclude(epuisees).values_list("pk", flat=True)[:LOT]):
        # The new heartbeat keeps the next sweeps from queueing the same reading while no worker is free.
        if muettes.filter(pk=pk).update(etat=E.EN_ATTENTE, battement=maintenant):
            lancer(tache, pk)
