"""Who signs holds the mandates that let them, so that none ends between the check and the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from poles.models import DELEGABLES, Delegation, Mandat

if TYPE_CHECKING:
    from comptes.models import Personne


def verrouiller_titres(personne: Personne) -> None:
    """Their own signing mandates and those lent to them, then the delegations; after the resource, in this order."""
    titres = Q(personne=personne) | Q(delegations__delegataire=personne)
    pks = Mandat.objects.filter(titres, fonction__in=DELEGABLES).values_list("pk", flat=True)
    list(Mandat.objects.select_for_update(no_key=True).filter(pk__in=set(pks)).order_by("pk"))
    list(
        Delegation.objects.select_for_update(no_key=True)
        .filter(delegataire=personne, revoquee_le__isnull=True)
        .order_by("pk")
    )
