"""Questions about the moments of the year that took place."""

from __future__ import annotations

from django.db.models import QuerySet

from poles.models import Campagne

from .models import EtapeTenue


def etapes_de(campagne: Campagne) -> QuerySet[EtapeTenue]:
    return EtapeTenue.objects.filter(campagne=campagne).select_related("consignee_par")
