"""A meeting's row, locked; before it, the campaigns that it counts for. Never two meetings at once.

A campaign's row is what is counted or recorded once for it: its paid meetings, the moments of its year.
"""

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
    """So that two meetings planned at once do not both take the last paid one, nor record the same moment."""
    return (
        Campagne.objects.select_for_update(of=("self",), no_key=True)
        .select_related("pole__academie", "cycle")
        .get(pk=campagne.pk)
    )


def verrouiller_campagnes(reunion: Reunion) -> None:
    """All the pôles that it gathers, in the order of their numbers."""
    list(
        Campagne.objects.select_for_update(of=("self",), no_key=True).filter(reunions=reunion.pk).order_by("pk"),
    )


def verrouiller_decision(decision: Decision) -> Decision:
    return (
        Decision.objects.select_for_update(of=("self",), no_key=True)
        .select_related("reunion__campagne__pole__academie", "reunion__campagne__cycle", "responsable")
        .get(pk=decision.pk)
    )
