from grilles.etats import EtatVersion, GenreQuestion, Usage

from .feuille import Feuille, Reponse
from .grille import Grille, VersionGrille
from .question import Question, Section

__all__ = [
    "EtatVersion",
    "Feuille",
    "GenreQuestion",
    "Grille",
    "Question",
    "Reponse",
    "Section",
    "Usage",
    "VersionGrille",
]
