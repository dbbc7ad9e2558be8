from validations.etats import Avis, Issue, NatureVisa

from .demande import DemandeValidation
from .publication import Publication
from .visa import Visa

__all__ = ["Avis", "DemandeValidation", "Issue", "NatureVisa", "Publication", "Visa"]
