"""What the pages read of the journal."""

from __future__ import annotations

from django.db.models import QuerySet

from journal.models import Ecriture, Tete


def ecritures_de(*chaines: str) -> QuerySet[Ecriture]:
    """The moves of these chains, newest first, each with its actor."""
    return Ecriture.objects.filter(chaine__in=chaines).select_related("acteur").order_by("-ecrite_le", "-pk")


def rang_de(chaine: str) -> int:
    """How long the chain is: what a page has read of it."""
    return Tete.objects.filter(chaine=chaine).values_list("rang", flat=True).first() or 0
