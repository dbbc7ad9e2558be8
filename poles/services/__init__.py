from .affectations import affecter
from .campagnes import changer_etat_cycle, modifier_campagne
from .equipe import nommer, terminer_mandat
from .invitations import inviter

__all__ = ["affecter", "changer_etat_cycle", "inviter", "modifier_campagne", "nommer", "terminer_mandat"]
