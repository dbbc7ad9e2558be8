"""Rounds, visas and publications, by the name of the button."""

from .abandon import abandonner
from .demandes import demander_validation, retirer_demande, valider_formation
from .publications import corriger_publication, publier, retirer_publication
from .visas import donner_visa

__all__ = [
    "abandonner",
    "corriger_publication",
    "demander_validation",
    "donner_visa",
    "publier",
    "retirer_demande",
    "retirer_publication",
    "valider_formation",
]
