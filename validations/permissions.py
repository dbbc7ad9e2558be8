"""Who may request, sign and publish. Independence is checked again, under lock, by the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles.droits import droits_de
from productions.permissions import conduit_la_ressource, est_producteur

from .circuit import SIGNATAIRES
from .models import DemandeValidation, Publication

if TYPE_CHECKING:
    from comptes.models import Personne


@rules.predicate
def est_signataire(personne: Personne, demande: DemandeValidation) -> bool:
    """Has a signing fonction on the campaign and produces nothing of the resource."""
    return bool(natures_signables(personne, demande)) and not est_producteur(personne, demande.ressource)


@rules.predicate
def conduit_la_publication(personne: Personne, publication: Publication) -> bool:
    return conduit_la_ressource(personne, publication.ressource)


def natures_signables(personne: Personne, demande: DemandeValidation) -> list[str]:
    """The visas that this person's fonctions allow on this round, given or not."""
    droits, campagne = droits_de(personne), demande.ressource.campagne_suivi
    return [nature for nature, fonction in SIGNATAIRES.items() if droits.a(campagne, fonction)]


for _nom in ("demander_validation", "retirer_demande"):
    rules.add_perm(f"validations.{_nom}", est_producteur | conduit_la_ressource)
for _nom in ("valider_formation", "publier", "abandonner"):
    rules.add_perm(f"validations.{_nom}", conduit_la_ressource)
for _nom in ("corriger_publication", "retirer_publication"):
    rules.add_perm(f"validations.{_nom}", conduit_la_publication)
rules.add_perm("validations.donner_visa", est_signataire)
