from .abonnement import Abonnement, Annonce
from .echeance import Echeance, NatureEcheance
from .jour_sans_classe import JourSansClasse
from .rappel import PreferencesRappels, Rappel, ReglagesRappels
from .regle_rappel import RegleRappel

__all__ = [
    "Abonnement",
    "Annonce",
    "Echeance",
    "JourSansClasse",
    "NatureEcheance",
    "PreferencesRappels",
    "Rappel",
    "ReglagesRappels",
    "RegleRappel",
]
