"""Giving a visa; the round is decided when both are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.peremption import dernier_geste
from journal.services import ecrire
from poles.droits import oublier_droits
from poles.services.verrous import verrouiller_titres
from productions.services import creer_remarque_de_motif, marquer_ouverte
from productions.services.verrous import verrouiller_ressource
from validations import courriels
from validations.circuit import ACTION_DE, decider
from validations.models import Avis, DemandeValidation, Issue, Seance, Visa
from validations.permissions import natures_a_donner, natures_signables, pourquoi_pas_viser, titre_pour

from .avis_prepares import consommer
from .grilles import Remplie, garder_feuilles, prendre_feuille

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
    seance: Seance | None = None,
    reconfirme: Visa | None = None,
    remplies: Mapping[str, Remplie] | None = None,
) -> Visa:
    """« Donner mon visa ». A favourable one needs no text. Independence is checked under the resource's lock.

    `seance`: signed there, whose recap then tells everybody but the producers; `reconfirme`: the visa said again;
    `remplies`: the grids of the page, by nature. Without them, what was prepared goes with the visa.
    """
    demande = _verrouiller_demande(demande)
    delegant = _au_nom_de(demande, nature, avis, motif, acteur)
    garder_feuilles(demande, acteur, remplies or {}, maintenant)
    visa = Visa.objects.create(
        demande=demande,
        nature=nature,
        signataire=acteur,
        par_delegation_de=delegant,
        avis=avis,
        motif=motif.strip(),
        feuille=prendre_feuille(demande, acteur, nature),
        donne_le=maintenant,
        seance=seance,
        reconfirme=reconfirme,
    )
    consommer(demande, acteur, nature)
    _consigner(visa, maintenant)
    # Who signs has read: the deposit can no longer be cancelled, even once the request is withdrawn.
    marquer_ouverte(version=demande.version, lecteur=acteur, maintenant=maintenant)
    _clore_si_complet(demande, visa, maintenant)
    return visa


def _verrouiller_demande(demande: DemandeValidation) -> DemandeValidation:
    """Under its resource's lock, as everything that moves it."""
    ressource = verrouiller_ressource(demande.ressource)
    demande = (
        DemandeValidation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version")
        .get(pk=demande.pk)
    )
    demande.ressource = ressource
    return demande


def _au_nom_de(demande: DemandeValidation, nature: str, avis: str, motif: str, acteur: Personne) -> Personne | None:
    """In whose name the visa is given, None in one's own. Raises ActionImpossible for who may not give it.

    The mandates are locked, then read again: one that is being ended, or taken back, either counts or does not.
    """
    verrouiller_titres(acteur)
    oublier_droits(acteur)
    _refuser(demande, nature, avis, motif, acteur)
    titulaire = titre_pour(acteur, demande, nature).personne
    return None if titulaire.pk == acteur.pk else titulaire


def _consigner(visa: Visa, maintenant: datetime) -> None:
    """Neither the opinion nor the reason: until the round closes they are their author's alone."""
    delegant = visa.par_delegation_de
    ecrire(
        chaine=visa.demande.ressource.chaine,
        action="visa.donner_par_delegation" if delegant else "visa.donner",
        acteur=visa.signataire,
        maintenant=maintenant,
        donnees={
            "demande": visa.demande_id,
            "visa": visa.pk,
            "nature": visa.nature,
            "sceau": visa.demande.sceau,
            **({"seance": visa.seance_id} if visa.seance_id else {}),
            **({"par_delegation_de": delegant.pk} if delegant else {}),
        },
        texte=delegant.nom_complet if delegant else "",
    )


def _refuser(demande: DemandeValidation, nature: str, avis: str, motif: str, acteur: Personne) -> None:
    if raison := pourquoi_pas_viser(acteur, demande):
        qui = "" if demande.ouverte else dernier_geste(demande.ressource)
        raise ActionImpossible(f"{raison} {qui}." if qui else raison)
    if nature not in natures_signables(acteur, demande):
        raise ActionImpossible("Ce visa revient à une autre fonction que la vôtre.")
    if nature not in natures_a_donner(acteur, demande):
        raise ActionImpossible("Ce visa vient d'être donné par une autre personne.")
    if avis != Avis.FAVORABLE and not motif.strip():
        raise ActionImpossible("Dites pourquoi : le motif sera transmis aux producteurs.")


def _clore_si_complet(demande: DemandeValidation, dernier: Visa, maintenant: datetime) -> None:
    acteur, en_seance = dernier.signataire, dernier.seance_id is not None
    visas = list(demande.visas.select_related("signataire", "par_delegation_de"))
    issue = decider([v.avis for v in visas])
    if issue is None:
        if not en_seance:
            courriels.visa_donne(demande, dernier, maintenant=maintenant)
        return
    demande.close_le, demande.issue = maintenant, issue
    demande.save(update_fields=["close_le", "issue"])
    for visa in visas:
        if visa.avis != Avis.FAVORABLE:
            creer_remarque_de_motif(
                version=demande.version, auteur=visa.signataire, texte=visa.motif, maintenant=maintenant
            )
    changer_etat(
        demande.ressource,
        ACTION_DE[Issue(issue)],
        acteur=acteur,
        maintenant=maintenant,
        donnees={"demande": demande.pk, "visas": {v.nature: v.avis for v in visas}},
    )
    courriels.validation_decidee(demande, visas, en_seance=en_seance, maintenant=maintenant)
