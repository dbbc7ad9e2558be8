"""The séance's row, locked. Order of the locks: the séance, then its resources, in the order of their numbers."""

from __future__ import annotations

from commun.erreurs import ActionImpossible
from validations.models import Seance


def verrouiller_seance(seance: Seance) -> Seance:
    return (
        Seance.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campagne__pole__academie", "campagne__cycle")
        .get(pk=seance.pk)
    )


def verrouiller_ouverte(seance: Seance) -> Seance:
    seance = verrouiller_seance(seance)
    if not seance.ouverte:
        raise ActionImpossible(f"La séance n'est pas ouverte : elle est {seance.get_etat_display()}.")
    return seance
