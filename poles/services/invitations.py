"""Somebody is asked into a pôle's team."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from commun.erreurs import ActionImpossible
from poles import courriels
from poles.models import Campagne, Etablissement, Mandat
from poles.queries import personne_connue

from .affectations import affecter
from .equipe import nommer

if TYPE_CHECKING:
    from comptes.models import Personne


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
    """« Inviter »: the person gets an account if they have none, a mandate on the campaign, and a welcome e-mail.

    They sign in with a code sent to that address; no password is made for them.
    """
    personne = personne_connue(email) or _creer(email, prenom, nom)
    if not personne.is_active:
        raise ActionImpossible(
            f"Le compte de {personne.nom_complet} est fermé : demandez à l'administration académique de le rouvrir."
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
    courriels.bienvenue_dans_l_equipe(mandat, par=acteur, maintenant=maintenant)
    return mandat


def _creer(email: str, prenom: str, nom: str) -> Personne:
    """The account, or the one that somebody else's invitation has just made for the same address."""
    try:
        with transaction.atomic():
            return get_user_model().objects.create_user(email, prenom=prenom, nom=nom)
    except IntegrityError:
        return get_user_model().objects.get(email__iexact=email.strip())
