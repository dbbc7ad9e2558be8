"""What this room writes to people, one function an e-mail; the text is templates/courriels/<name>.txt."""

from .delegations import delegation_accordee, delegation_reprise
from .departs import charges_reattribuees, depart_annonce, depart_demande, mandat_termine
from .equipe import bienvenue_dans_l_equipe
from .remplacements import remplacement

__all__ = [
    "bienvenue_dans_l_equipe",
    "charges_reattribuees",
    "delegation_accordee",
    "delegation_reprise",
    "depart_annonce",
    "depart_demande",
    "mandat_termine",
    "remplacement",
]
