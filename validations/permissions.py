"""Who may request, sign and publish. Independence is checked again, under lock, by the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles.droits import droits_de
from poles.models import Campagne
from poles.permissions import conduit
from productions.permissions import conduit_la_ressource, est_producteur

from .circuit import SIGNATAIRES, independant
from .models import DemandeValidation, NatureVisa, Publication, Seance, Visa

if TYPE_CHECKING:
    from comptes.models import Personne
    from poles.models import Mandat


@rules.predicate
def est_signataire(personne: Personne, demande: DemandeValidation) -> bool:
    """Has a signing fonction on the campaign, or it is lent to them, and it is of use on this round."""
    return any(titre_pour(personne, demande, nature) for nature in SIGNATAIRES)


@rules.predicate
def conduit_la_publication(personne: Personne, publication: Publication) -> bool:
    return conduit_la_ressource(personne, publication.ressource)


@rules.predicate
def signe_sur_la_campagne(personne: Personne, campagne: Campagne) -> bool:
    return droits_de(personne).a(campagne, *SIGNATAIRES.values())


@rules.predicate
def conduit_la_seance(personne: Personne, seance: Seance) -> bool:
    return conduit(personne, seance.campagne)


@rules.predicate
def siege_a_la_seance(personne: Personne, seance: Seance) -> bool:
    return signe_sur_la_campagne(personne, seance.campagne)


def natures_signables(personne: Personne, demande: DemandeValidation) -> list[str]:
    """The visas that this person's fonctions allow on this round, given or not."""
    droits, campagne = droits_de(personne), demande.ressource.campagne_suivi
    return [nature for nature, fonction in SIGNATAIRES.items() if droits.a(campagne, fonction)]


def titre_pour(personne: Personne, demande: DemandeValidation, nature: str) -> Mandat | None:
    """The mandate by which this person may give that visa: their own, else one that is lent to them and of use."""
    engages = demande.engages
    titres = droits_de(personne).titres(demande.ressource.campagne_suivi, SIGNATAIRES[NatureVisa(nature)])
    return next((m for m in titres if independant(personne.pk, m.personne_id, engages)), None)


def natures_a_donner(personne: Personne, demande: DemandeValidation) -> list[str]:
    """Those that are not given yet. Two for who has both fonctions, of which they give one."""
    donnees = {visa.nature for visa in demande.visas.all()}
    return [
        nature
        for nature in natures_signables(personne, demande)
        if nature not in donnees and titre_pour(personne, demande, nature)
    ]


def pourquoi_pas_viser(personne: Personne, demande: DemandeValidation) -> str:
    """Why this person gives no visa on this round, as a sentence; empty when they may."""
    if not demande.ouverte:
        return f"Cette demande est close ({demande.get_issue_display()}) : il n'y a plus de visa à donner."
    if est_producteur(personne, demande.ressource):
        return "Vous ne pouvez pas viser : vous êtes producteur de cette ressource."
    visas = list(demande.visas.all())
    if any(visa.signataire_id == personne.pk for visa in visas):
        return "Vous avez déjà donné votre visa : une même personne ne donne pas les deux."
    if pour_moi := next((visa for visa in visas if visa.par_delegation_de_id == personne.pk), None):
        return f"{pour_moi.signataire.nom_complet} a visé en votre nom : une même personne ne donne pas les deux visas."
    if not natures_signables(personne, demande):
        return "Vous ne pouvez pas viser : les visas reviennent à l'inspection et à la DRANE."
    if not natures_a_donner(personne, demande):
        return _deja_donne_ou_prete_en_vain(personne, demande, visas)
    return ""


def _deja_donne_ou_prete_en_vain(personne: Personne, demande: DemandeValidation, visas: list[Visa]) -> str:
    donnes = {visa.nature: visa for visa in visas}
    for nature in natures_signables(personne, demande):
        if nature in donnes:
            return f"Votre visa est déjà donné, par {donnes[nature].signature}."
    titulaire = droits_de(personne).titres(demande.ressource.campagne_suivi, *SIGNATAIRES.values())[0].personne
    return (
        f"Vous ne pouvez pas viser par délégation {titulaire.de_nom_complet}, qui produit cette ressource ou a déjà "
        "part à l'autre visa."
    )


for _nom in ("demander_validation", "retirer_demande"):
    rules.add_perm(f"validations.{_nom}", est_producteur | conduit_la_ressource)
for _nom in ("valider_formation", "publier", "abandonner"):
    rules.add_perm(f"validations.{_nom}", conduit_la_ressource)
for _nom in ("corriger_publication", "retirer_publication"):
    rules.add_perm(f"validations.{_nom}", conduit_la_publication)
rules.add_perm("validations.donner_visa", est_signataire)
rules.add_perm("validations.voir_seances", conduit | signe_sur_la_campagne)  # on a campaign, as the next one
rules.add_perm("validations.preparer_seance", conduit)
rules.add_perm("validations.voir_seance", conduit_la_seance | siege_a_la_seance)
rules.add_perm("validations.conduire_seance", conduit_la_seance)
rules.add_perm("validations.signer_en_seance", siege_a_la_seance)
