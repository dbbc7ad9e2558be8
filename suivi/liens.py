"""The personal link of an invitation's mail: signed, nothing is kept. It shows one meeting and takes one answer."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.urls import reverse

from commun.liens import PREFIXE

from .etats import EtatReunion
from .models import Participation, Reunion

# What every such address begins with.
DEBUT = f"/{PREFIXE}/reunion/"
_SIGNATURE = signing.Signer(salt="suivi.reponse")


def adresse_de_reponse(participation: Participation) -> str:
    return reverse("suivi:repondre_par_lien", args=[_SIGNATURE.sign_object([participation.pk])])


def sert_encore(adresse: str, maintenant: datetime) -> bool:
    """Until the end of its meeting, for who may still read it."""
    participation = participation_du_lien(adresse.removeprefix(DEBUT).rstrip("/"))
    if participation is None:
        return False
    reunion = participation.reunion
    return reunion.etat != EtatReunion.ANNULEE and reunion.fin > maintenant


def participation_du_lien(jeton: str) -> Participation | None:
    """Whose answer the link is; None for an address that was not made here, or of somebody who has left.

    Who left the pôle no longer reads its meetings, by a link either.
    """
    try:
        (pk,) = _SIGNATURE.unsign_object(jeton)
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    participation = (
        Participation.objects.select_related(
            "personne", "reunion__campagne__pole__academie", "reunion__campagne__cycle", "reunion__organisee_par"
        )
        .filter(pk=pk, personne__is_active=True)
        .first()
    )
    if participation is None:
        return None
    lisibles = Reunion.objects.visibles_par(participation.personne)
    return participation if lisibles.filter(pk=participation.reunion_id).exists() else None
