from validations.etats import Avis, EtatSeance, Issue, NatureVisa, Presence

from .avis_prepare import AvisPrepare, FeuillePreparee
from .demande import DemandeValidation
from .publication import Publication
from .seance import CommentaireSeance, PointSeance, PresenceSeance, Seance
from .table import AvisSeance, CodeSeance
from .visa import Visa

__all__ = [
    "Avis",
    "AvisPrepare",
    "AvisSeance",
    "CodeSeance",
    "CommentaireSeance",
    "DemandeValidation",
    "EtatSeance",
    "FeuillePreparee",
    "Issue",
    "NatureVisa",
    "PointSeance",
    "Presence",
    "PresenceSeance",
    "Publication",
    "Seance",
    "Visa",
]
