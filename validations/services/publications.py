"""Publishing, correcting, withdrawing. `Publication` is the sole truth for what is public."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, refus, trouver
from journal.peremption import dernier_geste
from journal.services import ecrire
from productions.etats import EtatRessource
from productions.models import Ressource, Version
from productions.services.verrous import derniere_version, verrouiller_ressource
from validations import courriels
from validations.models import Publication

if TYPE_CHECKING:
    from comptes.models import Personne


# What moves a publication, as its resource's journal says it.
RETRAITS = ("publication.retirer", "ressource.retirer_publication")
GESTES = ("ressource.publier", "publication.ajouter", "publication.corriger", *RETRAITS)


@transaction.atomic
def publier(
    *,
    ressource: Ressource,
    cible: str,
    adresse: str,
    licence: str,
    publiee_le: date,
    acteur: Personne,
    maintenant: datetime,
    licence_autre: str = "",
) -> Publication:
    """« Publier » the validated version, or « Publier ailleurs » when it is public already.

    Where an older version stands at the same place, it gives way to this one. Every producer has agreed.
    """
    ressource = verrouiller_ressource(ressource)
    refuser_publication_impossible(ressource)
    _refuser_sans_accord(ressource)
    version = derniere_version(ressource)
    _refuser_date(version, publiee_le, maintenant)
    remplacee = _ceder_la_place(ressource, cible, version.numero, maintenant)
    publication = Publication.objects.create(
        ressource=ressource,
        version=version,
        cible=cible,
        adresse=adresse,
        licence=licence,
        licence_autre=licence_autre,
        publiee_le=publiee_le,
    )
    _consigner(publication, remplacee, acteur, maintenant)
    courriels.ressource_publiee(publication, acteur=acteur, maintenant=maintenant)
    return publication


def _consigner(publication: Publication, remplacee: Publication | None, acteur: Personne, maintenant: datetime) -> None:
    """The resource becomes public, or is so in one place more."""
    ressource = publication.ressource
    donnees = {
        "publication": publication.pk,
        "version": publication.version_id,
        "cible": publication.cible,
        "licence": publication.licence,
        **({"remplace": remplacee.pk} if remplacee else {}),
    }
    if trouver(ressource, "publier"):
        changer_etat(
            ressource, "publier", acteur=acteur, maintenant=maintenant, donnees=donnees, texte=publication.adresse
        )
    else:
        ecrire(
            chaine=ressource.chaine,
            action="publication.ajouter",
            acteur=acteur,
            maintenant=maintenant,
            donnees=donnees,
            texte=publication.adresse,
        )


def refuser_publication_impossible(ressource: Ressource) -> None:
    if ressource.etat not in (EtatRessource.VALIDEE, EtatRessource.PUBLIEE):
        raise ActionImpossible(refus(ressource, "publier"))


def _refuser_sans_accord(ressource: Ressource) -> None:
    manquants = [
        lien.personne.nom_complet for lien in ressource.liens_producteurs.filter(accord="").select_related("personne")
    ]
    if manquants:
        raise ActionImpossible(
            f"Il manque l'accord de publication de {', '.join(manquants)} : "
            "la personne le donne sur la page de la ressource, ou vous enregistrez son accord écrit."
        )


def _refuser_date(version: Version, publiee_le: date, maintenant: datetime) -> None:
    fuseau = ZoneInfo(version.ressource.campagne_suivi.fuseau)
    if publiee_le > maintenant.astimezone(fuseau).date():
        raise ActionImpossible("La date de publication est à venir : enregistrez la publication quand elle est faite.")
    if publiee_le < version.deposee_le.astimezone(fuseau).date():
        raise ActionImpossible(f"La date de publication ne peut pas précéder le dépôt de la {version}.")


def _ceder_la_place(ressource: Ressource, cible: str, numero: int, maintenant: datetime) -> Publication | None:
    ancienne = (
        Publication.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version")
        .filter(ressource=ressource, cible=cible, retiree_le__isnull=True)
        .first()
    )
    if ancienne is None:
        return None
    if ancienne.version.numero == numero:
        raise ActionImpossible(
            f"La V{numero} est déjà publiée à cet endroit ({ancienne.get_cible_display()}) : corrigez son adresse."
        )
    ancienne.retiree_le, ancienne.motif_retrait = maintenant, f"Remplacée par la V{numero}."
    ancienne.save(update_fields=["retiree_le", "motif_retrait"])
    return ancienne


@transaction.atomic
def corriger_publication(
    *,
    publication: Publication,
    adresse: str,
    licence: str,
    licence_autre: str,
    acteur: Personne,
    maintenant: datetime,
) -> Publication:
    """« Corriger l'adresse ou la licence » of a publication that stands; the journal keeps the former ones.

    Saying again what is already recorded changes nothing.
    """
    publication = verrouiller_publication(publication)
    ressource = publication.ressource
    if raison := correction_impossible(publication):
        raise ActionImpossible(raison)
    if (publication.adresse, publication.licence, publication.licence_autre) == (adresse, licence, licence_autre):
        return publication
    avant = (publication.adresse, publication.licence_en_clair)
    publication.adresse, publication.licence, publication.licence_autre = adresse, licence, licence_autre
    apres = (adresse, publication.licence_en_clair)
    changements = [f"{ancien} → {neuf}" for ancien, neuf in zip(avant, apres, strict=True) if ancien != neuf]
    publication.save(update_fields=["adresse", "licence", "licence_autre"])
    ecrire(
        chaine=ressource.chaine,
        action="publication.corriger",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"publication": publication.pk, "licence": licence},
        texte=" ; ".join(changements) or publication.licence_en_clair,
    )
    return publication


@transaction.atomic
def retirer_publication(*, publication: Publication, motif: str, acteur: Personne, maintenant: datetime) -> Publication:
    """« Retirer »: the resource goes back to validée when nothing of it stays public and it was publiée."""
    publication = verrouiller_publication(publication)
    ressource = publication.ressource
    if raison := retrait_impossible(publication):
        raise ActionImpossible(raison)
    publication.retiree_le, publication.motif_retrait = maintenant, motif
    publication.save(update_fields=["retiree_le", "motif_retrait"])
    donnees = {"publication": publication.pk, "cible": publication.cible}
    reste = Publication.objects.filter(ressource=ressource, retiree_le__isnull=True).exists()
    if not reste:
        _ne_plus_revenir_a_publiee(ressource)
    if ressource.etat == EtatRessource.PUBLIEE and not reste:
        changer_etat(
            ressource, "retirer_publication", acteur=acteur, maintenant=maintenant, donnees=donnees, texte=motif
        )
    else:
        ecrire(
            chaine=ressource.chaine,
            action="publication.retirer",
            acteur=acteur,
            maintenant=maintenant,
            donnees=donnees,
            texte=motif,
        )
    courriels.publication_retiree(publication, acteur=acteur, maintenant=maintenant)
    return publication


def verrouiller_publication(publication: Publication) -> Publication:
    """Under its resource's lock, as everything that moves it."""
    ressource = verrouiller_ressource(publication.ressource)
    publication = (
        Publication.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version")
        .get(pk=publication.pk)
    )
    publication.ressource = ressource
    return publication


def correction_impossible(publication: Publication) -> str:
    """Why it cannot be corrected; empty when it can."""
    if publication.ouverte:
        return ""
    return f"Cette publication est retirée{_par_qui(publication)} : publiez de nouveau la ressource."


def retrait_impossible(publication: Publication) -> str:
    return "" if publication.ouverte else f"Cette publication est déjà retirée{_par_qui(publication)}."


def _par_qui(publication: Publication) -> str:
    """« (Claire Moreau a retiré la publication le lundi 3 mai à 9 h 12) »; nothing of what was replaced."""
    qui = dernier_geste(publication, RETRAITS)
    return f" ({qui})" if qui else ""


def _ne_plus_revenir_a_publiee(ressource: Ressource) -> None:
    """A version deposited over the public one may still be cancelled: nothing is public to go back to."""
    ressource.versions.filter(etat_avant=EtatRessource.PUBLIEE).update(etat_avant=EtatRessource.VALIDEE)
    if ressource.etat_avant == EtatRessource.PUBLIEE:
        ressource.etat_avant = EtatRessource.VALIDEE
        ressource.save(update_fields=["etat_avant"])
