"""What this room writes to people, one function an e-mail; the text is templates/courriels/<name>.txt."""

from .delegations import delegation_accordee, delegation_reprise
from .departs import charges_reattribuees, depart_annonce, depart_demande, mandat_termine
from .equipe import bienvenue_dans_l_equipe
from .invitations import deja_entree, invitation, invitation_annulee
from .presences import (
    etablissement_change,
    indisponibilite_declaree,
    indisponibilite_levee,
    membre_indisponible,
)
from .remplacements import remplacement

__all__ = [
    "bienvenue_dans_l_equipe",
    "charges_reattribuees",
    "deja_entree",
    "delegation_accordee",
    "delegation_reprise",
    "depart_annonce",
    "depart_demande",
    "etablissement_change",
    "indisponibilite_declaree",
    "indisponibilite_levee",
    "invitation",
    "invitation_annulee",
    "mandat_termine",
    "membre_indisponible",
    "remplacement",
]
