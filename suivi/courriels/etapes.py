"""What this room writes to people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from commun.services.diffusion import diffuser
from poles.models import Fonction
from poles.queries import personnes_exercant
from suivi.models import EtapeTenue
from suivi.photo import lire

if TYPE_CHECKING:
    from comptes.models import Personne


def etape_consignee(etape: EtapeTenue, *, acteur: Personne, maintenant: datetime) -> None:
    """To the inspector and the DRANE: where the pôle is, its difficulties and decisions, as news."""
    campagne = etape.campagne
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
    diffuser(
        personnes_exercant(campagne, jour, Fonction.INSPECTEUR, Fonction.DRANE),
        gabarit="etape_consignee",
        objet=campagne.chaine,
        url=etape.get_absolute_url(),
        bouton="Lire ce point",
        maintenant=maintenant,
        sauf=acteur,
        nouvelle=True,
        etape=etape,
        campagne=campagne,
        photo=lire(etape.photo),
    )
