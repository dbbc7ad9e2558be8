from .filtre import FiltreVisas
from .publication import CorrectionForm, PublicationForm
from .visa import DemandeForm, VisaForm

__all__ = ["CorrectionForm", "DemandeForm", "FiltreVisas", "PublicationForm", "VisaForm"]
