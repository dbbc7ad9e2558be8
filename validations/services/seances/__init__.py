"""A séance de validation, by the name of the button."""

from .deroulement import clore_seance, commenter, noter_presences, ouvrir_seance
from .planification import annuler_seance, demander_en_seance, modifier_seance, preparer_seance
from .signature import demander_code, signer_avec_code, signer_visas
from .table import poser_avis, reprendre_avis_prepare, retirer_avis

__all__ = [
    "annuler_seance",
    "clore_seance",
    "commenter",
    "demander_code",
    "demander_en_seance",
    "modifier_seance",
    "noter_presences",
    "ouvrir_seance",
    "poser_avis",
    "preparer_seance",
    "reprendre_avis_prepare",
    "retirer_avis",
    "signer_avec_code",
    "signer_visas",
]
