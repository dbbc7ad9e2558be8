from .affectations import affecter
from .campagnes import changer_etat_cycle, modifier_campagne
from .delegations import deleguer, revoquer_delegation
from .departs import TravailPerime, mettre_fin_au_mandat, quitter_le_pole, reattribuer
from .equipe import nommer, terminer_mandat
from .invitations import inviter
from .remplacements import remplacer

__all__ = [
    "TravailPerime",
    "affecter",
    "changer_etat_cycle",
    "deleguer",
    "inviter",
    "mettre_fin_au_mandat",
    "modifier_campagne",
    "nommer",
    "quitter_le_pole",
    "reattribuer",
    "remplacer",
    "revoquer_delegation",
    "terminer_mandat",
]
