from .abonnement import Abonnement, Annonce
from .echeance import Echeance, NatureEcheance
from .jalon import JalonUsuel
from .jour_sans_classe import JourSansClasse
from .rappel import PreferencesRappels, Rappel, ReglagesRappels
from .regle_rappel import RegleRappel

__all__ = [
    "Abonnement",
    "Annonce",
    "Echeance",
    "JalonUsuel",
    "JourSansClasse",
    "NatureEcheance",
    "PreferencesRappels",
    "Rappel",
    "ReglagesRappels",
    "RegleRappel",
]
