from .importation import Importation
from .ligne import Issue, LigneImportee

__all__ = ["Importation", "Issue", "LigneImportee"]
