"""Questions about the moments of the year that took place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from calendrier.models import Echeance, NatureEcheance
from calendrier.queries import echeances_de
from poles.droits import droits_de
from poles.models import Campagne
from suivi.models import EtapeTenue

if TYPE_CHECKING:
    from comptes.models import Personne


def etapes_de(campagne: Campagne) -> QuerySet[EtapeTenue]:
    return EtapeTenue.objects.filter(campagne=campagne).select_related("consignee_par")


def etapes_visibles(personne: Personne) -> QuerySet[EtapeTenue]:
    """Those of the campaigns one has a mandate on."""
    return EtapeTenue.objects.filter(droits_de(personne).q("campagne__")).select_related(
        "campagne__pole__academie", "campagne__cycle", "consignee_par", "reunion__campagne__pole__academie"
    )


def tenues_des(campagnes: Collection[int]) -> dict[tuple[int, str, int], date]:
    """What these campaigns have recorded, for the calendars: one query."""
    lignes = EtapeTenue.objects.filter(campagne__in=campagnes).order_by()
    return {
        (c, nature, rang): jour for c, nature, rang, jour in lignes.values_list("campagne", "nature", "rang", "jour")
    }


def points_restants(campagne: Campagne) -> list[Echeance]:
    """The points d'étape of the campaign's calendar that are not recorded yet, in the order of their dates."""
    faits = set(etapes_de(campagne).filter(nature=NatureEcheance.POINT_ETAPE).values_list("rang", flat=True))
    return [e for e in echeances_de(campagne) if e.nature == NatureEcheance.POINT_ETAPE and e.rang not in faits]
