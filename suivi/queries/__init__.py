"""Questions about the moments of the year and the meetings."""

from .etapes import etapes_de, etapes_visibles, points_restants
from .reunions import (
    annee_du_cycle,
    autres_campagnes,
    avec_comptes,
    avec_prochaine_reunion,
    financees,
    fonctions_des_invitables,
    invitables,
    prochaine_reunion,
    productions_du_jour,
    reunions_visibles,
)

__all__ = [
    "annee_du_cycle",
    "autres_campagnes",
    "avec_comptes",
    "avec_prochaine_reunion",
    "etapes_de",
    "etapes_visibles",
    "financees",
    "fonctions_des_invitables",
    "invitables",
    "points_restants",
    "prochaine_reunion",
    "productions_du_jour",
    "reunions_visibles",
]
