from .echeance import Echeance, NatureEcheance
from .jour_sans_classe import JourSansClasse

__all__ = ["Echeance", "JourSansClasse", "NatureEcheance"]
