from .filtre import FiltreMesVisas, FiltreVisas
from .publication import CorrectionForm, PublicationForm
from .seance import AvisSeanceForm, CodeForm, SeanceForm, SignatureForm
from .visa import DemandeForm, VisaForm

__all__ = [
    "AvisSeanceForm",
    "CodeForm",
    "CorrectionForm",
    "DemandeForm",
    "FiltreMesVisas",
    "FiltreVisas",
    "PublicationForm",
    "SeanceForm",
    "SignatureForm",
    "VisaForm",
]
