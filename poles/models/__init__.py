from .cycle import Cycle
from .mandat import Affectation, Fonction, Mandat, Titre
from .pole import Campagne, Pole
from .referentiel import Discipline, Niveau
from .territoire import Academie, Etablissement

__all__ = [
    "Academie",
    "Affectation",
    "Campagne",
    "Cycle",
    "Discipline",
    "Etablissement",
    "Fonction",
    "Mandat",
    "Niveau",
    "Pole",
    "Titre",
]
