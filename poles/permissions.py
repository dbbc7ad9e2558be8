"""Who may do what on a campaign. A predicate receives a person and a record; `droits` knows the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from .droits import droits_de
from .models import Campagne, Fonction

if TYPE_CHECKING:
    from comptes.models import Personne


def _exerce(nom: str, *fonctions: str) -> rules.Predicate:
    @rules.predicate(name=nom)
    def predicat(personne: Personne, campagne: Campagne | None) -> bool:
        return campagne is not None and droits_de(personne).a(campagne, *fonctions)

    return predicat


@rules.predicate
def est_superutilisateur(personne: Personne) -> bool:
    return droits_de(personne).tous


a_un_mandat = _exerce("a_un_mandat")
est_coordinateur = _exerce("est_coordinateur", Fonction.COORDINATEUR)
est_enseignant = _exerce("est_enseignant", Fonction.ENSEIGNANT)
est_inspecteur = _exerce("est_inspecteur", Fonction.INSPECTEUR)
est_drane = _exerce("est_drane", Fonction.DRANE)
est_administrateur = _exerce("est_administrateur", Fonction.ADMINISTRATEUR) | est_superutilisateur

# The académie's administrator may stand in for a coordinator who is away: a pôle is never stuck.
conduit = est_coordinateur | est_administrateur
participe = est_enseignant | conduit

rules.add_perm("poles.voir_campagne", a_un_mandat | est_superutilisateur)
rules.add_perm("poles.inviter", conduit)
# Who leads a pôle or signs for the académie is named by the académie's administration, never by a peer.
rules.add_perm("poles.nommer_responsables", est_administrateur)
rules.add_perm("poles.modifier_campagne", conduit)
