from .campagne import CampagneAdminForm, CampagneForm
from .invitation import InvitationForm

__all__ = ["CampagneAdminForm", "CampagneForm", "InvitationForm"]
