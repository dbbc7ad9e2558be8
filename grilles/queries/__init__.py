from .en_vigueur import avec_questions, grille_a_remplir, grille_en_vigueur, repondables
from .sommes import Somme, sommes, verbatims

__all__ = [
    "Somme",
    "avec_questions",
    "grille_a_remplir",
    "grille_en_vigueur",
    "repondables",
    "sommes",
    "verbatims",
]
