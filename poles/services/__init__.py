from .campagnes import changer_etat_cycle, modifier_campagne
from .equipe import affecter, inviter, nommer, terminer_mandat

__all__ = ["affecter", "changer_etat_cycle", "inviter", "modifier_campagne", "nommer", "terminer_mandat"]
