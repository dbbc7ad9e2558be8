"""The recap of a journée de relecture."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from commun.services.nouvelles import recapituler
from suivi.courriels import journee_recapitulee
from suivi.journees import finies_depuis_peu


def recapituler_journees(maintenant: datetime) -> int:
    """One mail to each who was invited, with what waited for the day to end. Safe to run again: one a person and day.

    What is written after the recap leaves at once, as on any other day.
    """
    return sum(
        recapituler(
            set(reunion.participations.values_list("personne", flat=True)),
            objet=f"reunion-{reunion.pk}",
            composition=partial(journee_recapitulee, reunion),
            maintenant=maintenant,
        )
        for reunion in finies_depuis_peu(maintenant)
    )
