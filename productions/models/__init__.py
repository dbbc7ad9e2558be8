from .analyse import Analyse
from .fiche import FicheProjet
from .relecture import Relecture, Remarque
from .report import DatePropre, NatureReport, Report
from .ressource import NatureRessource, Producteur, Ressource
from .texte import Texte
from .version import Depot, NaturePiece, Piece, Version

__all__ = [
    "Analyse",
    "DatePropre",
    "Depot",
    "FicheProjet",
    "NaturePiece",
    "NatureReport",
    "NatureRessource",
    "Piece",
    "Producteur",
    "Relecture",
    "Remarque",
    "Report",
    "Ressource",
    "Texte",
    "Version",
]
