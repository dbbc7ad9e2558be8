from .filtre import FiltreMesVisas, FiltreVisas
from .publication import CorrectionForm, PublicationForm
from .visa import DemandeForm, VisaForm

__all__ = ["CorrectionForm", "DemandeForm", "FiltreMesVisas", "FiltreVisas", "PublicationForm", "VisaForm"]
