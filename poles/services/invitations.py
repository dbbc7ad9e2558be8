"""Somebody is asked into a pôle's team, and comes in by a personal link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from commun import jetons
from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles import courriels
from poles.lignes import Ligne
from poles.models import Campagne, Etablissement, Invitation, Mandat
from poles.models.invitation import VALIDITE
from poles.queries import mandats_actifs, personne_connue

from .affectations import affecter, changer_etablissement
from .equipe import nommer, terminer_mandat

if TYPE_CHECKING:
    from comptes.models import Personne

# Whoever holds an old link may ask for another one, not fill a mailbox.
DELAI_ENTRE_LIENS = timedelta(minutes=5)


class LienPerime(ActionImpossible):
    """The link has served, has expired, or gave way to another one, while its page was open."""


@dataclass(frozen=True)
class Reponse:
    """What became of one line; `gardee`: it is still to correct."""

    ligne: Ligne
    issue: str  # « invitée », « déjà là », « à corriger »
    detail: str
    gardee: bool = False


@transaction.atomic
def inviter(
    *,
    campagne: Campagne,
    email: str,
    prenom: str,
    nom: str,
    fonction: str,
    acteur: Personne,
    debut: date,
    maintenant: datetime,
    titre: str = "",
    etablissement: Etablissement | None = None,
) -> Mandat:
    """« Inviter »: the person gets an account if they have none, a mandate on the campaign, and an e-mail.

    Who has never come in gets a personal link; the others know the way. No password is made for anybody.
    """
    personne = personne_connue(email) or _creer(email, prenom, nom)
    if not personne.is_active:
        raise ActionImpossible(
            f"Le compte {personne.de_nom_complet} est fermé : demandez à l'administration académique de le rouvrir."
        )
    mandat = nommer(
        personne=personne,
        fonction=fonction,
        portee=campagne,
        debut=debut,
        titre=titre,
        acteur=acteur,
        maintenant=maintenant,
    )
    if etablissement and not personne.affectations.filter(fin__isnull=True).exists():
        affecter(personne=personne, etablissement=etablissement, debut=debut)
    if personne.last_login is None:
        envoyer_un_lien(mandat, acteur, maintenant)
    else:
        courriels.bienvenue_dans_l_equipe(mandat, par=acteur, maintenant=maintenant)
    return mandat


def inviter_plusieurs(
    *, campagne: Campagne, lignes: Sequence[Ligne], fonction: str, acteur: Personne, debut: date, maintenant: datetime
) -> list[Reponse]:
    """« Inviter ces personnes »: each line by itself, so that one that is wrong keeps nobody out."""
    return [_inviter_ligne(ligne, campagne, fonction, acteur, debut, maintenant) for ligne in lignes]


def _inviter_ligne(
    ligne: Ligne, campagne: Campagne, fonction: str, acteur: Personne, debut: date, maintenant: datetime
) -> Reponse:
    if ligne.erreur:
        return Reponse(ligne, "à corriger", ligne.erreur, gardee=True)
    connue = personne_connue(ligne.email)
    if connue and mandats_actifs(debut).filter(campagne=campagne, personne=connue).exists():
        return Reponse(ligne, "déjà là", f"{connue.nom_complet} fait déjà partie de l'équipe.")
    if connue is None and not ligne.nom:
        return Reponse(ligne, "à corriger", "L'adresse ne dit pas le nom : écrivez « Prénom Nom <adresse> ».", True)
    try:
        mandat = inviter(
            campagne=campagne,
            email=ligne.email,
            prenom=ligne.prenom,
            nom=ligne.nom,
            fonction=fonction,
            acteur=acteur,
            debut=debut,
            maintenant=maintenant,
        )
    except ActionImpossible as refus:
        return Reponse(ligne, "à corriger", str(refus), gardee=True)
    return Reponse(ligne, "invitée", mandat.personne.nom_complet)


def _creer(email: str, prenom: str, nom: str) -> Personne:
    """The account, or the one that somebody else's invitation has just made for the same address."""
    try:
        with transaction.atomic():
            return get_user_model().objects.create_user(email, prenom=prenom, nom=nom)
    except IntegrityError:
        return get_user_model().objects.get(email__iexact=email.strip())


@transaction.atomic
def renvoyer_invitation(*, mandat: Mandat, acteur: Personne, maintenant: datetime) -> Invitation:
    """« Renvoyer l'invitation »: a new link; the one before no longer serves."""
    mandat = _jamais_venue(mandat, maintenant)
    ecrire(
        chaine=mandat.chaine,
        action="invitation.renvoyer",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"mandat": mandat.pk, "personne": mandat.personne_id},
    )
    return envoyer_un_lien(mandat, acteur, maintenant)


@transaction.atomic
def annuler_invitation(*, mandat: Mandat, motif: str, acteur: Personne, maintenant: datetime, jour: date) -> Mandat:
    """« Annuler l'invitation »: the link no longer serves and the mandate ends at once; what is held stays held."""
    mandat = _jamais_venue(mandat, maintenant)
    mandat.invitations.vivants().update(remplace_le=maintenant)
    mandat = terminer_mandat(
        mandat=mandat, fin=jour, motif=motif, acteur=acteur, maintenant=maintenant, sur_le_champ=True
    )
    ecrire(
        chaine=mandat.chaine,
        action="invitation.annuler",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"mandat": mandat.pk, "personne": mandat.personne_id},
    )
    courriels.invitation_annulee(mandat, motif=motif, par=acteur, maintenant=maintenant)
    return mandat


@transaction.atomic
def redemander_lien(*, invitation: Invitation, maintenant: datetime) -> None:
    """« Recevoir un nouveau lien »: to the address on record, or nothing; whoever asks is not told which."""
    personne = _verrouiller(invitation.mandat)
    mandat = _mandat(invitation.mandat_id)
    if not personne.is_active or not _en_cours(mandat, maintenant):
        return
    if personne.last_login:
        courriels.deja_entree(mandat, maintenant=maintenant)
    elif not mandat.invitations.filter(envoye_le__gt=maintenant - DELAI_ENTRE_LIENS).exists():
        envoyer_un_lien(mandat, None, maintenant)


@transaction.atomic
def entrer(
    *,
    invitation: Invitation,
    prenom: str,
    nom: str,
    maintenant: datetime,
    jour: date,
    etablissement: Etablissement | None = None,
) -> Personne:
    """« Entrer dans le service »: whoever holds the link reads the mailbox; it serves once. Raises LienPerime."""
    personne = _verrouiller(invitation.mandat)
    invitation = Invitation.objects.select_related("mandat__personne", "mandat__campagne").get(pk=invitation.pk)
    if refus := invitation.refus(maintenant):
        raise LienPerime(refus)
    invitation.utilise_le = maintenant
    invitation.save(update_fields=["utilise_le"])
    personne.prenom, personne.nom, personne.last_login = prenom, nom, maintenant
    personne.save(update_fields=["prenom", "nom", "last_login"])
    if etablissement:
        changer_etablissement(
            personne=personne, etablissement=etablissement, debut=jour, acteur=personne, maintenant=maintenant
        )
    ecrire(
        chaine=invitation.mandat.chaine,
        action="invitation.utiliser",
        acteur=personne,
        maintenant=maintenant,
        donnees={"mandat": invitation.mandat_id, "personne": personne.pk},
    )
    return personne


def envoyer_un_lien(mandat: Mandat, par: Personne | None, maintenant: datetime) -> Invitation:
    """`par`: who invites; nobody when the person asks for another link."""
    mandat.invitations.vivants().update(remplace_le=maintenant)
    clair = jetons.engendrer()
    invitation = Invitation.objects.create(
        mandat=mandat,
        empreinte=jetons.empreinte(clair),
        envoye_le=maintenant,
        expire_le=maintenant + VALIDITE,
    )
    courriels.invitation(invitation, clair, par=par, maintenant=maintenant)
    return invitation


def _verrouiller(mandat: Mandat) -> Personne:
    """The person first, everywhere: a link that is used and one that is renewed wait for each other."""
    return get_user_model().objects.select_for_update(no_key=True).get(pk=mandat.personne_id)


def _mandat(pk: int) -> Mandat:
    return Mandat.objects.select_related("personne", "campagne__pole", "campagne__cycle").get(pk=pk)


def _en_cours(mandat: Mandat, maintenant: datetime) -> bool:
    return mandat.termine_le is None and (mandat.fin is None or mandat.fin >= timezone.localtime(maintenant).date())


def _jamais_venue(mandat: Mandat, maintenant: datetime) -> Mandat:
    """The mandate, of somebody who has not come in yet; raises ActionImpossible otherwise."""
    personne = _verrouiller(mandat)
    if personne.last_login:
        raise ActionImpossible(
            f"{personne.nom_complet} a déjà ouvert le service : il n'y a plus d'invitation en attente."
        )
    mandat = _mandat(mandat.pk)
    if not _en_cours(mandat, maintenant):
        raise ActionImpossible(f"{personne.nom_complet} ne fait plus partie de l'équipe : invitez de nouveau.")
    return mandat
