"""Lists of resources, and what a line of them shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from django.db.models import Prefetch, QuerySet

from poles.queries import avec_absence
from productions.etats import EtatRelecture
from productions.models import Producteur, Relecture, Ressource
from productions.parcours import Absences, situer

from .retards import avec_attente


def pour_liste(ressources: QuerySet[Ressource], jour: date | None = None) -> QuerySet[Ressource]:
    """With the fiche, the producers' names, who is away on that day, the days of what is awaited."""
    producteurs = Producteur.objects.select_related("personne")
    if jour:
        producteurs = avec_absence(producteurs, jour, "personne")
    return (
        avec_attente(ressources, jour)
        .select_related("fiche")
        .prefetch_related(Prefetch("liens_producteurs", producteurs))
    )


def situees(page: Iterable[Ressource], jour: date | None = None, *, nommer_absents: bool = False) -> list[Ressource]:
    """The resources of a page, each with its `situation` (productions/parcours.py); one query for all of them.

    `jour`: on which somebody may be away; `nommer_absents`: may the reader know it of the others?
    """
    ressources = list(page)
    attendues = defaultdict(list)
    relectures = relectures_attendues(r.pk for r in ressources)
    for relecture in avec_absence(relectures, jour, "relecteur") if jour else relectures:
        attendues[relecture.version.ressource_id].append(relecture)
    absences = Absences(_fins(ressources, attendues), nommer_absents) if jour else Absences()
    for ressource in ressources:
        ressource.situation = situer(ressource, attendues[ressource.pk], absences=absences)
    return ressources


def _fins(ressources: Iterable[Ressource], attendues: Mapping[int, Iterable[Relecture]]) -> dict[int, date]:
    """Until when each is away, of those that a line may name."""
    liens = ((lien.personne_id, lien) for r in ressources for lien in r.liens_producteurs.all())
    lectures = ((lecture.relecteur_id, lecture) for groupe in attendues.values() for lecture in groupe)
    absents = ((personne, getattr(ligne, "absente_jusqu_au", None)) for personne, ligne in chain(liens, lectures))
    return {personne: fin for personne, fin in absents if fin}


def relectures_attendues(ressources: Iterable[int]) -> QuerySet[Relecture]:
    """Those that are still to hand in, with their proofreaders."""
    return Relecture.objects.filter(
        version__ressource__in=list(ressources), etat=EtatRelecture.ATTENDUE
    ).select_related("relecteur", "version")
