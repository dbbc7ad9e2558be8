"""Where what this room writes about is: a campaign, or an académie."""

from __future__ import annotations

from collections.abc import Collection

from commun.lieux import Lieu, enregistrer, enregistrer_academies
from poles.models import Campagne, Mandat


def enregistrer_lieux() -> None:
    for cle in ("campagne", "vers"):
        enregistrer(cle, lambda campagne: Lieu(campagne=campagne.pk))
    enregistrer("mandat", _du_mandat)
    enregistrer_academies(_academies)


def _du_mandat(mandat: Mandat) -> Lieu:
    """A mandate of a whole pôle outlives its campaigns: it is its académie's matter."""
    if mandat.campagne_id:
        return Lieu(campagne=mandat.campagne_id)
    return Lieu(academie=mandat.pole.academie_id if mandat.pole else mandat.academie_id)


def _academies(campagnes: Collection[int]) -> dict[int, int]:
    connues = Campagne.objects.filter(pk__in=campagnes, pole__academie__isnull=False)
    return dict(connues.values_list("pk", "pole__academie"))
