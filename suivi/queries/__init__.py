"""Questions about the moments of the year and the meetings."""

from .etapes import etapes_de, etapes_visibles, points_restants
from .reunions import (
    annee_du_cycle,
    autres_campagnes,
    avec_comptes,
    financees,
    fonctions_des_invitables,
    invitables,
    mes_participations,
    productions_du_jour,
    reunions_visibles,
)

__all__ = [
    "annee_du_cycle",
    "autres_campagnes",
    "avec_comptes",
    "etapes_de",
    "etapes_visibles",
    "financees",
    "fonctions_des_invitables",
    "invitables",
    "mes_participations",
    "points_restants",
    "productions_du_jour",
    "reunions_visibles",
]
