"""The registry of the milestones that took place: what calendars no longer announce.

As for the obligations, a higher room registers what it knows in its `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

Etape = tuple[int, str, int]  # the campaign, the NatureEcheance, the number
Fournisseur = Callable[[Collection[int]], Mapping[Etape, date]]
_fournisseurs: dict[str, Fournisseur] = {}


def enregistrer(nom: str, fournisseur: Fournisseur) -> None:
    """`fournisseur`: of these campaigns, what was held and on which day."""
    _fournisseurs[nom] = fournisseur


def etapes_tenues(campagnes: Collection[int]) -> dict[Etape, date]:
    """A query a room, none without a campaign."""
    if not campagnes:
        return {}
    return {etape: jour for tenues in _fournisseurs.values() for etape, jour in tenues(campagnes).items()}
