from .campagne import CampagneAdminForm, CampagneForm
from .delegation import DelegationForm
from .depart import FinForm, QuitterForm, ReattributionForm
from .invitation import InvitationForm
from .remplacement import RemplacementForm

__all__ = [
    "CampagneAdminForm",
    "CampagneForm",
    "DelegationForm",
    "FinForm",
    "InvitationForm",
    "QuitterForm",
    "ReattributionForm",
    "RemplacementForm",
]
