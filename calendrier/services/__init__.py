from .cycles import clore_cycle, ouvrir_cycle
from .preferences import enregistrer_preferences, se_desabonner
from .rappels import envoyer_rappels
from .regles import copier_inspection, regler_rappels, retablir_rappels

__all__ = [
    "clore_cycle",
    "copier_inspection",
    "enregistrer_preferences",
    "envoyer_rappels",
    "ouvrir_cycle",
    "regler_rappels",
    "retablir_rappels",
    "se_desabonner",
]
