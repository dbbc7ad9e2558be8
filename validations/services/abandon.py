"""Giving up a resource, wherever it stands: one that is in validation is first taken out of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from journal.mouvements import empechement
from productions.etats import EtatRessource
from productions.models import Ressource
from productions.services import abandonner_ressource
from productions.services.verrous import verrouiller_ressource
from validations import courriels

from .demandes import fermer_demande

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def abandonner(*, ressource: Ressource, motif: str, acteur: Personne, maintenant: datetime) -> Ressource:
    """« Abandonner »: taken up again later, it comes back prête à valider if it was in validation."""
    ressource = verrouiller_ressource(ressource)
    if ressource.etat == EtatRessource.EN_VALIDATION:
        demande = fermer_demande(ressource=ressource, motif=motif, acteur=acteur, maintenant=maintenant)
        courriels.visa_plus_attendu(demande, motif=motif, acteur=acteur, maintenant=maintenant)
    return abandonner_ressource(ressource=ressource, motif=motif, acteur=acteur, maintenant=maintenant)


def abandon_impossible(ressource: Ressource) -> str:
    """Why it cannot be given up; empty when it can, its round withdrawn first where there is one."""
    return "" if ressource.etat == EtatRessource.EN_VALIDATION else empechement(ressource, "abandonner")
