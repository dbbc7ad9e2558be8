"""Lists of resources, and what a line of them shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from productions.etats import EtatRelecture
from productions.models import Producteur, Relecture, Ressource
from productions.parcours import situer


def pour_liste(ressources: QuerySet[Ressource]) -> QuerySet[Ressource]:
    """With the fiche and the producers' names: what `situees` reads."""
    producteurs = Producteur.objects.select_related("personne")
    return ressources.select_related("fiche").prefetch_related(Prefetch("liens_producteurs", producteurs))


def situees(page: Iterable[Ressource]) -> list[Ressource]:
    """The resources of a page, each with its `situation` (productions/parcours.py); one query for all of them."""
    ressources = list(page)
    attendues = defaultdict(list)
    for relecture in relectures_attendues(r.pk for r in ressources):
        attendues[relecture.version.ressource_id].append(relecture)
    for ressource in ressources:
        ressource.situation = situer(ressource, attendues[ressource.pk])
    return ressources


def relectures_attendues(ressources: Iterable[int]) -> QuerySet[Relecture]:
    """Those that are still to hand in, with their proofreaders."""
    return Relecture.objects.filter(
        version__ressource__in=list(ressources), etat=EtatRelecture.ATTENDUE
    ).select_related("relecteur", "version")
