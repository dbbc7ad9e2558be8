"""Opening and withdrawing a validation round."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, empechement, refus, trouver
from productions.models import NaturePiece, Ressource, Version
from productions.services.verrous import derniere_version, verrouiller_ressource
from validations import courriels
from validations.circuit import visas_requis
from validations.models import AvisSeance, DemandeValidation, Issue

from .avis_prepares import rendre_a_leurs_auteurs

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def demander_validation(
    *, ressource: Ressource, acteur: Personne, maintenant: datetime, message: str = ""
) -> DemandeValidation:
    """« Demander la validation » of the last version: V2 or later, its livret there.

    Without an inspector the request goes through all the same, and the administrator is told.
    """
    ressource = verrouiller_ressource(ressource)
    version = refuser_demande_impossible(ressource)
    demande = DemandeValidation.objects.create(
        ressource=ressource,
        version=version,
        sceau=version.sceau,
        ouverte_le=maintenant,
        ouverte_par=acteur,
        message=message,
    )
    changer_etat(
        ressource,
        "demander_validation",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"demande": demande.pk, "version": version.pk, "numero": version.numero, "sceau": version.sceau},
    )
    courriels.visa_demande(demande, acteur=acteur, maintenant=maintenant)
    courriels.signataire_manquant(demande, maintenant=maintenant)
    return demande


def refuser_demande_impossible(ressource: Ressource) -> Version:
    """The version that a request would be about. Raises ActionImpossible with what to do first."""
    if not visas_requis(ressource.nature):
        raise ActionImpossible(
            "Une ressource de formation continue n'a pas besoin de visa : le PREDAC ou l'IAN la valide directement."
        )
    if trouver(ressource, "demander_validation") is None:
        raise ActionImpossible(refus(ressource, "demander_validation"))
    version = derniere_version(ressource)
    if version.numero < 2:
        raise ActionImpossible("La validation porte sur une V2 ou une version suivante : déposez d'abord la V2.")
    if not version.pieces.filter(nature=NaturePiece.LIVRET).exists():
        raise ActionImpossible(
            f"La {version} n'a pas de livret d'utilisation : déposez une version avec son livret avant la validation."
        )
    return version


@transaction.atomic
def retirer_demande(*, ressource: Ressource, motif: str, acteur: Personne, maintenant: datetime) -> DemandeValidation:
    """« Retirer la demande »: visas already given stay in the record, and no longer count."""
    demande = fermer_demande(ressource=ressource, motif=motif, acteur=acteur, maintenant=maintenant)
    courriels.demande_retiree(demande, motif=motif, acteur=acteur, maintenant=maintenant)
    return demande


def fermer_demande(*, ressource: Ressource, motif: str, acteur: Personne, maintenant: datetime) -> DemandeValidation:
    """Close the open round without an outcome, inside the caller's transaction, which tells people."""
    ressource = verrouiller_ressource(ressource)
    demande = (
        DemandeValidation.objects.select_for_update(no_key=True)
        .filter(ressource=ressource, close_le__isnull=True)
        .first()
    )
    if demande is None:
        raise ActionImpossible(refus(ressource, "retirer_demande"))
    demande.close_le, demande.issue = maintenant, Issue.RETIREE
    demande.save(update_fields=["close_le", "issue"])
    rendre_a_leurs_auteurs(AvisSeance.objects.filter(point__demande=demande), maintenant)
    changer_etat(
        ressource,
        "retirer_demande",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"demande": demande.pk},
        texte=motif,
    )
    return demande


@transaction.atomic
def valider_formation(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Ressource:
    """« Valider »: an in-service training resource, on the coordinator's decision alone."""
    ressource = verrouiller_ressource(ressource)
    if raison := validation_directe_impossible(ressource):
        raise ActionImpossible(raison)
    changer_etat(ressource, "valider_formation", acteur=acteur, maintenant=maintenant)
    courriels.formation_validee(ressource, acteur=acteur, maintenant=maintenant)
    return ressource


def validation_directe_impossible(ressource: Ressource) -> str:
    """Why the coordinator alone cannot validate it; empty when they can."""
    if visas_requis(ressource.nature):
        return "Une ressource pour la classe se valide par les deux visas : demandez la validation."
    return empechement(ressource, "valider_formation")
