from .filtre import FiltreMesVisas, FiltreVisas
from .publication import CorrectionForm, PublicationForm
from .seance import AvisSeanceForm, CodeForm, CommentaireForm, SeanceForm, SignatureForm
from .visa import DemandeForm, VisaForm

__all__ = [
    "AvisSeanceForm",
    "CodeForm",
    "CommentaireForm",
    "CorrectionForm",
    "DemandeForm",
    "FiltreMesVisas",
    "FiltreVisas",
    "PublicationForm",
    "SeanceForm",
    "SignatureForm",
    "VisaForm",
]
