"""Tables that people bring and take away: CSV, XLSX and ODS, read within limits and written as French programs want."""

from .ecriture import FORMATS, Feuille, Format, ecrire_classeur, ecrire_tableau
from .lecture import ACCEPTES, EXTENSIONS, lire_tableau
from .rangees import Illisible, Rangee, Tableau
from .refus import TableauRefuse

__all__ = [
    "ACCEPTES",
    "EXTENSIONS",
    "FORMATS",
    "Feuille",
    "Format",
    "Illisible",
    "Rangee",
    "Tableau",
    "TableauRefuse",
    "ecrire_classeur",
    "ecrire_tableau",
    "lire_tableau",
]
