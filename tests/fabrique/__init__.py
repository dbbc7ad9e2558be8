"""Makes the world of a test through the services, never by writing a state: what a test starts from could exist.

Everything has a default; names are counted so that each call gives another person, fiche or resource.
"""

from comptes.models import Personne
from poles.models import Discipline, Niveau

from .depots import DECLARATIONS, declarer, deposer, fiche, fichier, recevoir, relecture, televersement
from .gens import (
    JOUR,
    MAINTENANT,
    academie,
    campagne,
    cycle,
    delegation,
    enseignant,
    etablissement,
    indisponibilite,
    invitation,
    mandat,
    personne,
    secret_du_lien,
    superutilisateur,
    titulaire,
)
from .parcours import demande, ressource
from .validations import publication, seance, visa

__all__ = [
    "DECLARATIONS",
    "JOUR",
    "MAINTENANT",
    "Discipline",
    "Niveau",
    "Personne",
    "academie",
    "campagne",
    "cycle",
    "declarer",
    "delegation",
    "demande",
    "deposer",
    "enseignant",
    "etablissement",
    "fiche",
    "fichier",
    "indisponibilite",
    "invitation",
    "mandat",
    "personne",
    "publication",
    "recevoir",
    "relecture",
    "ressource",
    "seance",
    "secret_du_lien",
    "superutilisateur",
    "televersement",
    "titulaire",
    "visa",
]
