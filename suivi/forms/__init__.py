from .compte_rendu import CompteRenduForm, DecisionForm
from .etape import EtapeForm
from .presences import PresencesForm
from .reunion import ReunionForm

__all__ = ["CompteRenduForm", "DecisionForm", "EtapeForm", "PresencesForm", "ReunionForm"]
