"""What the pages read of the journal."""

from __future__ import annotations

from django.db.models import QuerySet

from journal.models import Ecriture


def ecritures_de(*chaines: str) -> QuerySet[Ecriture]:
    """The moves of these chains, newest first, each with its actor."""
    return Ecriture.objects.filter(chaine__in=chaines).select_related("acteur").order_by("-ecrite_le", "-pk")
