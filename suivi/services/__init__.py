"""What people do of this room, by the name of the button."""

from .compte_rendu import compter_comme_point, rediger_compte_rendu
from .decisions import faire_decision, modifier_decision, noter_decision
from .deroulement import noter_presences
from .etapes import consigner_etape
from .journees import recapituler_journees
from .planification import annuler_reunion, modifier_reunion, prevoir_reunion
from .reponses import repondre

__all__ = [
    "annuler_reunion",
    "compter_comme_point",
    "consigner_etape",
    "faire_decision",
    "modifier_decision",
    "modifier_reunion",
    "noter_decision",
    "noter_presences",
    "prevoir_reunion",
    "recapituler_journees",
    "rediger_compte_rendu",
    "repondre",
]
