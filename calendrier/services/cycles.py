"""Opening a cycle lays its milestones and its days without class."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from calendrier import semis
from calendrier.modele_annuel import JALONS
from calendrier.models import Echeance
from poles.models import Cycle
from poles.services import changer_etat_cycle

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def ouvrir_cycle(*, cycle: Cycle, acteur: Personne | None, maintenant: datetime) -> Cycle:
    """« Ouvrir le cycle »: the usual milestones are laid (those already there are kept), holidays are seeded."""
    cycle = changer_etat_cycle(cycle=cycle, action="ouvrir", acteur=acteur, maintenant=maintenant)
    presentes = set(cycle.echeances.filter(campagne__isnull=True).values_list("nature", "rang"))
    Echeance.objects.bulk_create(
        Echeance(
            cycle=cycle,
            nature=jalon.nature,
            rang=jalon.rang,
            jour=jalon.date(cycle.debut, cycle.fin),
            obligatoire=jalon.obligatoire,
        )
        for jalon in JALONS
        if (jalon.nature, jalon.rang) not in presentes
    )
    if cycle.academie:
        # Late class tests run until 31 December of the year in which the cycle ends.
        semis.semer(cycle.academie, cycle.debut, date(cycle.fin.year, 12, 31))
    return cycle


@transaction.atomic
def clore_cycle(*, cycle: Cycle, acteur: Personne | None, maintenant: datetime) -> Cycle:
    """« Clore le cycle »: nothing that is still open is lost, it only stops counting in this year."""
    return changer_etat_cycle(cycle=cycle, action="clore", acteur=acteur, maintenant=maintenant)
