"""A review's row, locked."""

from __future__ import annotations

from bilans.models import Bilan


def verrouiller_bilan(bilan: Bilan) -> Bilan:
    return (
        Bilan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campagne__pole__academie", "campagne__cycle", "academie")
        .get(pk=bilan.pk)
    )
