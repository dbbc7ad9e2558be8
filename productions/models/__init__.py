from .analyse import Analyse
from .fiche import FicheProjet
from .relecture import Relecture, Remarque
from .ressource import NatureRessource, Producteur, Ressource
from .version import Depot, NaturePiece, Piece, Version

__all__ = [
    "Analyse",
    "Depot",
    "FicheProjet",
    "NaturePiece",
    "NatureRessource",
    "Piece",
    "Producteur",
    "Relecture",
    "Remarque",
    "Ressource",
    "Version",
]
