"""Lists that pages show."""

from __future__ import annotations

from django.db.models import QuerySet

from commun.etats import EtatCourriel
from commun.models import Courriel, Travail


def travaux_de(personne_id: int) -> QuerySet[Travail]:
    """A job and its result are seen by the person who asked for it, and by nobody else."""
    return Travail.objects.filter(demandeur=personne_id)


def courriels_visibles() -> QuerySet[Courriel]:
    """What left or will leave; a news that was grouped is read in its group."""
    return Courriel.objects.exclude(etat=EtatCourriel.GROUPE)
