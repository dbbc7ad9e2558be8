"""Lists that pages show."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from commun.etats import EtatCourriel
from commun.models import Courriel, Travail


def travaux_de(personne_id: int) -> QuerySet[Travail]:
    """A job and its result are seen by the person who asked for it, and by nobody else."""
    return Travail.objects.filter(demandeur=personne_id)


def courriels_visibles() -> QuerySet[Courriel]:
    """What left or will leave; a news that was grouped is read in its group."""
    return Courriel.objects.exclude(etat=EtatCourriel.GROUPE)


def garnir(objet: Model, relation: str, lignes: list[Any]) -> None:
    """Give a record the rows of a reverse relation that were read otherwise: its `.all()` asks the database no more."""
    deja = getattr(objet, relation).get_queryset()
    deja._result_cache, deja._prefetch_done = lignes, True
    objet._prefetched_objects_cache = getattr(objet, "_prefetched_objects_cache", {}) | {relation: deja}
