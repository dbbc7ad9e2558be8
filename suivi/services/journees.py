"""The recap of a journée de relecture."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from commun.services.nouvelles import recapituler
from suivi.courriels import journee_recapitulee
from suivi.journees import finies_depuis_peu, minuit_de


def recapituler_journees(maintenant: datetime) -> int:
    """One mail to each who was invited, with what waited for the day to end. Safe to run again: one a person and day.

    What was written before that day or after its end is not of it: it comes with the news of the morning.
    """
    return sum(
        recapituler(
            set(reunion.participations.values_list("personne", flat=True)),
            objet=f"reunion-{reunion.pk}",
            composition=partial(journee_recapitulee, reunion),
            periode=(minuit_de(reunion.fuseau, reunion.debut), reunion.fin),
            maintenant=maintenant,
        )
        for reunion in finies_depuis_peu(maintenant)
    )
