"""Giving a visa; the round is decided when both are given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.services import ecrire
from poles.droits import droits_de
from productions.models import Ressource
from productions.services import creer_remarque_de_motif, marquer_ouverte
from productions.services.verrous import est_producteur, verrouiller_ressource
from validations import courriels
from validations.circuit import ACTION_DE, SIGNATAIRES, decider
from validations.models import Avis, DemandeValidation, Issue, NatureVisa, Visa

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def donner_visa(
    *,
    demande: DemandeValidation,
    nature: str,
    avis: str,
    motif: str,
    acteur: Personne,
    maintenant: datetime,
) -> Visa:
    """« Donner mon visa ». A favourable one needs no text. Independence is checked under the resource's lock."""
    ressource = verrouiller_ressource(demande.ressource)
    demande = DemandeValidation.objects.select_for_update(of=("self",)).select_related("version").get(pk=demande.pk)
    demande.ressource = ressource
    _refuser(demande, nature, avis, motif, acteur)
    visa = Visa.objects.create(
        demande=demande, nature=nature, signataire=acteur, avis=avis, motif=motif.strip(), donne_le=maintenant
    )
    # Neither the opinion nor the reason: until the round closes they are their author's alone.
    ecrire(
        chaine=ressource.chaine,
        action="visa.donner",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"demande": demande.pk, "visa": visa.pk, "nature": nature, "sceau": demande.sceau},
    )
    # Who signs has read: the deposit can no longer be cancelled, even once the request is withdrawn.
    marquer_ouverte(version=demande.version, lecteur=acteur, maintenant=maintenant)
    _clore_si_complet(demande, ressource, acteur, maintenant)
    return visa


def _refuser(demande: DemandeValidation, nature: str, avis: str, motif: str, acteur: Personne) -> None:
    if not demande.ouverte:
        raise ActionImpossible(
            f"Cette demande est close : {demande.get_issue_display()}. Il n'y a plus de visa à donner."
        )
    ressource = demande.ressource
    if est_producteur(ressource, acteur.pk):
        raise ActionImpossible("Vous ne pouvez pas viser : vous êtes producteur de cette ressource.")
    if not droits_de(acteur).a(ressource.campagne_suivi, SIGNATAIRES[NatureVisa(nature)]):
        raise ActionImpossible("Ce visa revient à une autre fonction que la vôtre.")
    donnes = list(demande.visas.select_related("signataire"))
    if any(v.signataire_id == acteur.pk for v in donnes):
        raise ActionImpossible("Vous avez déjà donné votre visa : une même personne ne donne pas les deux.")
    if deja := next((v for v in donnes if v.nature == nature), None):
        raise ActionImpossible(f"Ce visa est déjà donné, par {deja.signataire.nom_complet}.")
    if avis != Avis.FAVORABLE and not motif.strip():
        raise ActionImpossible("Dites pourquoi : le motif sera transmis aux producteurs.")


def _clore_si_complet(demande: DemandeValidation, ressource: Ressource, acteur: Personne, maintenant: datetime) -> None:
    visas = list(demande.visas.select_related("signataire"))
    issue = decider([v.avis for v in visas])
    if issue is None:
        courriels.visa_donne(demande, acteur=acteur, maintenant=maintenant)
        return
    demande.close_le, demande.issue = maintenant, issue
    demande.save(update_fields=["close_le", "issue"])
    changer_etat(
        ressource,
        ACTION_DE[Issue(issue)],
        acteur=acteur,
        maintenant=maintenant,
        donnees={"demande": demande.pk, "visas": {v.nature: v.avis for v in visas}},
    )
    for visa in visas:
        if visa.avis != Avis.FAVORABLE:
            creer_remarque_de_motif(
                version=demande.version, auteur=visa.signataire, texte=visa.motif, maintenant=maintenant
            )
    courriels.validation_decidee(demande, visas, maintenant=maintenant)
