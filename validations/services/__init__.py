"""Rounds, visas and publications, by the name of the button."""

from .abandon import abandonner
from .avis_prepares import preparer_avis, supprimer_avis_prepare
from .demandes import demander_validation, retirer_demande, valider_formation
from .publications import corriger_publication, publier, retirer_publication
from .reconfirmation import reconfirmer_visa
from .visas import donner_visa

__all__ = [
    "abandonner",
    "corriger_publication",
    "demander_validation",
    "donner_visa",
    "preparer_avis",
    "publier",
    "reconfirmer_visa",
    "retirer_demande",
    "retirer_publication",
    "supprimer_avis_prepare",
    "valider_formation",
]
