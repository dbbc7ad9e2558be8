from .analyse import Analyse
from .contestation import Contestation
from .echange import Echange
from .fiche import FicheProjet
from .liens_tests import LienDeTest
from .mots import MotsFiche, MotsRessource
from .relecture import Relecture
from .remarque import Remarque
from .report import DatePropre, NatureReport, Report
from .ressource import NatureRessource, Producteur, Ressource
from .tests_classe import Constat, PhotoDeTest, TestEnClasse
from .texte import Texte
from .version import Depot, NaturePiece, Piece, Version

__all__ = [
    "Analyse",
    "Constat",
    "Contestation",
    "DatePropre",
    "Depot",
    "Echange",
    "FicheProjet",
    "LienDeTest",
    "MotsFiche",
    "MotsRessource",
    "NaturePiece",
    "NatureReport",
    "NatureRessource",
    "PhotoDeTest",
    "Piece",
    "Producteur",
    "Relecture",
    "Remarque",
    "Report",
    "Ressource",
    "TestEnClasse",
    "Texte",
    "Version",
]
