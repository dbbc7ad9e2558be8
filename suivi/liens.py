"""The personal link of an invitation's mail: signed, nothing is kept. It shows one meeting and takes one answer."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from .models import Participation, Reunion

_SIGNATURE = signing.Signer(salt="suivi.reponse")


def adresse_de_reponse(participation: Participation) -> str:
    return reverse("suivi:repondre_par_lien", args=[_SIGNATURE.sign_object([participation.pk])])


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
