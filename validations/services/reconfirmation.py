"""After a rework: the one who was favourable says so again, in one click."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from productions.services.verrous import verrouiller_ressource
from validations.models import Avis, DemandeValidation, Visa
from validations.reprise import visa_a_reconfirmer

from .visas import donner_visa

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def reconfirmer_visa(*, demande: DemandeValidation, acteur: Personne, maintenant: datetime) -> Visa:
    """« Reconfirmer mon visa favorable »: an ordinary visa of the new round, which says what it reconfirms."""
    demande.ressource = verrouiller_ressource(demande.ressource)
    ancien = visa_a_reconfirmer(acteur, demande)
    if ancien is None:
        raise ActionImpossible(
            "Il n'y a pas de visa favorable à reconfirmer ici : l'avis se donne avec le formulaire de la page."
        )
    return donner_visa(
        demande=demande,
        nature=ancien.nature,
        avis=Avis.FAVORABLE,
        motif="",
        acteur=acteur,
        maintenant=maintenant,
        reconfirme=ancien,
    )
