from .analyse import Analyse
from .contestation import Contestation
from .echange import Echange
from .fiche import FicheProjet
from .relecture import Relecture
from .remarque import Remarque
from .report import DatePropre, NatureReport, Report
from .ressource import NatureRessource, Producteur, Ressource
from .texte import Texte
from .version import Depot, NaturePiece, Piece, Version

__all__ = [
    "Analyse",
    "Contestation",
    "DatePropre",
    "Depot",
    "Echange",
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
