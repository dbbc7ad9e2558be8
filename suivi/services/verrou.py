"""A meeting's row, locked; before it, the campaign whose paid meetings are counted. Never two meetings at once."""

from __future__ import annotations

from poles.models import Campagne
from suivi.models import Decision, Reunion


def verrouiller_reunion(reunion: Reunion) -> Reunion:
    return (
        Reunion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campagne__pole__academie", "campagne__cycle", "organisee_par")
        .get(pk=reunion.pk)
    )


def verrouiller_campagne(campagne: Campagne) -> Campagne:
    """So that two meetings planned at once do not both take the last paid one."""
    return (
        Campagne.objects.select_for_update(of=("self",), no_key=True)
        .select_related("pole__academie", "cycle")
        .get(pk=campagne.pk)
    )


def verrouiller_decision(decision: Decision) -> Decision:
    return (
        Decision.objects.select_for_update(of=("self",), no_key=True)
        .select_related("reunion__campagne__pole__academie", "reunion__campagne__cycle", "responsable")
        .get(pk=decision.pk)
    )
