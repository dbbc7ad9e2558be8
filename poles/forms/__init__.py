from .bienvenue import BienvenueForm
from .campagne import CampagneAdminForm, CampagneForm
from .delegation import DelegationForm
from .depart import FinForm, QuitterForm, ReattributionForm
from .etablissement import ChangementEtablissementForm, EtablissementField
from .indisponibilite import IndisponibiliteForm
from .invitation import InvitationForm, InvitationsForm
from .remplacement import RemplacementForm
from .vue import VueForm

__all__ = [
    "BienvenueForm",
    "CampagneAdminForm",
    "CampagneForm",
    "ChangementEtablissementForm",
    "DelegationForm",
    "EtablissementField",
    "FinForm",
    "IndisponibiliteForm",
    "InvitationForm",
    "InvitationsForm",
    "QuitterForm",
    "ReattributionForm",
    "RemplacementForm",
    "VueForm",
]
