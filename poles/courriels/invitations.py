"""To who is invited, and has not come in yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from commun.services.courriels import poster
from poles.models import Invitation, Mandat
from poles.models.invitation import VALIDITE

if TYPE_CHECKING:
    from comptes.models import Personne


def invitation(invitation: Invitation, clair: str, *, par: Personne | None, maintenant: datetime) -> None:
    """With the personal link; `par` invites, or nobody when the person has asked for another link."""
    mandat = invitation.mandat
    poster(
        gabarit="invitation",
        destinataire=mandat.personne,
        cle=f"invitation:{invitation.pk}",
        url=reverse("poles:accueillir", args=[clair]),
        bouton="Rejoindre le pôle",
        maintenant=maintenant,
        contexte={
            "campagne": mandat.campagne,
            "mandat": mandat,
            "par": par,
            "jours": VALIDITE.days,
            "expire_le": invitation.expire_le,
        },
        secret=True,
    )


def deja_entree(mandat: Mandat, *, maintenant: datetime) -> None:
    """To who asks for another link and needs none; once a day, whatever is asked."""
    poster(
        gabarit="deja_entree",
        destinataire=mandat.personne,
        cle=f"deja-entree:{mandat.pk}:{maintenant.date()}",
        url=reverse("account_login"),
        bouton="Recevoir un code",
        maintenant=maintenant,
        contexte={"campagne": mandat.campagne},
    )


def invitation_annulee(mandat: Mandat, *, motif: str, par: Personne, maintenant: datetime) -> None:
    poster(
        gabarit="invitation_annulee",
        destinataire=mandat.personne,
        cle=f"invitation-annulee:{mandat.pk}",
        url="",
        bouton="",
        maintenant=maintenant,
        contexte={"campagne": mandat.campagne, "motif": motif, "par": par},
    )
