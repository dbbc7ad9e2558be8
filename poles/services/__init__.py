from .affectations import affecter, changer_etablissement, enregistrer_affectation, supprimer_affectation
from .campagnes import changer_etat_cycle, modifier_campagne
from .delegations import deleguer, revoquer_delegation
from .departs import TravailPerime, mettre_fin_au_mandat, quitter_le_pole, reattribuer
from .entrees import Entree, faire_entrer, prevenir_les_entrants
from .equipe import nommer, terminer_mandat
from .indisponibilites import declarer_indisponibilite, lever_indisponibilite, purger_indisponibilites
from .invitations import (
    LienPerime,
    annuler_invitation,
    entrer,
    inviter,
    inviter_plusieurs,
    redemander_lien,
    renvoyer_invitation,
)
from .remplacements import remplacer
from .vues import enregistrer_vue, modifier_vue, supprimer_vue

__all__ = [
    "Entree",
    "LienPerime",
    "TravailPerime",
    "affecter",
    "annuler_invitation",
    "changer_etablissement",
    "changer_etat_cycle",
    "declarer_indisponibilite",
    "deleguer",
    "enregistrer_affectation",
    "enregistrer_vue",
    "entrer",
    "faire_entrer",
    "inviter",
    "inviter_plusieurs",
    "lever_indisponibilite",
    "mettre_fin_au_mandat",
    "modifier_campagne",
    "modifier_vue",
    "nommer",
    "prevenir_les_entrants",
    "purger_indisponibilites",
    "quitter_le_pole",
    "reattribuer",
    "redemander_lien",
    "remplacer",
    "renvoyer_invitation",
    "revoquer_delegation",
    "supprimer_affectation",
    "supprimer_vue",
    "terminer_mandat",
]
