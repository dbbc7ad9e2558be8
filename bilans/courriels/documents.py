"""What the sealed documents of a review write to people, one function an e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bilans.models import Generation
from bilans.queries import destinataires
from commun.services.diffusion import diffuser

if TYPE_CHECKING:
    from comptes.models import Personne


def bilan_definitif(generation: Generation, *, acteur: Personne, maintenant: datetime) -> None:
    """To the inspector, the DRANE and the team, at once: the document is there to read."""
    _a_ceux_qui_lisent("bilan_definitif", generation, acteur, maintenant, bouton="Lire le bilan")


def complement_joint(generation: Generation, *, acteur: Personne, maintenant: datetime) -> None:
    """To the same, as news: what late class tests have said joins the review."""
    _a_ceux_qui_lisent("bilan_complement", generation, acteur, maintenant, bouton="Lire le complément", nouvelle=True)


def _a_ceux_qui_lisent(
    gabarit: str, generation: Generation, acteur: Personne, maintenant: datetime, *, bouton: str, **options: Any
) -> None:
    bilan = generation.bilan
    diffuser(
        destinataires(bilan, maintenant.astimezone(ZoneInfo(bilan.fuseau)).date()),
        gabarit=gabarit,
        objet=f"bilan:{bilan.pk}:{generation.numero}",
        url=bilan.get_absolute_url(),
        bouton=bouton,
        maintenant=maintenant,
        sauf=acteur,
        bilan=bilan,
        generation=generation,
        acteur=acteur,
        **options,
    )
