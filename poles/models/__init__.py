from .cycle import Cycle
from .delegation import DELEGABLES, Delegation
from .indisponibilite import Indisponibilite
from .invitation import Invitation
from .mandat import Affectation, Fonction, Mandat, Titre
from .pole import Campagne, Pole
from .referentiel import Discipline, Niveau
from .territoire import Academie, Etablissement
from .vue import VueEnregistree

__all__ = [
    "DELEGABLES",
    "Academie",
    "Affectation",
    "Campagne",
    "Cycle",
    "Delegation",
    "Discipline",
    "Etablissement",
    "Fonction",
    "Indisponibilite",
    "Invitation",
    "Mandat",
    "Niveau",
    "Pole",
    "Titre",
    "VueEnregistree",
]
