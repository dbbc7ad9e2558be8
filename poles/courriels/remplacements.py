"""Somebody takes over a fonction: to them, to who had it, to who leads the pôle."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from poles.charges import charges_de
from poles.models import Fonction, Mandat

from .destinataires import conduite, jour_de, prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def remplacement(nouveau: Mandat, *, ancien: Mandat, motif: str, par: Personne, maintenant: datetime) -> None:
    """What waits follows the fonction: the new person is told what it is."""
    attentes = [charge.titre for charge in charges_de(nouveau, nouveau.debut) if not charge.choix]
    signe = nouveau.fonction != Fonction.COORDINATEUR
    contexte = {
        "ancien": ancien,
        "motif": motif,
        "par": par,
        "suppleance": ancien.fin is None or ancien.fin >= nouveau.debut,
    }
    prevenir(
        "remplacement_nomme",
        [nouveau.personne],
        nouveau,
        maintenant,
        "Ouvrir mes validations" if signe else "Ouvrir la page du pôle",
        url=reverse("validations:tableau") if signe else "",
        attentes=attentes,
        **contexte,
    )
    prevenir(
        "remplacement_annonce",
        [ancien.personne],
        nouveau,
        maintenant,
        "Ouvrir mon accueil",
        url=reverse("accueil:accueil"),
        sauf=par,
        **contexte,
    )
    prevenir(
        "remplacement_annonce",
        conduite(nouveau, jour_de(maintenant)).exclude(pk__in=[nouveau.personne_id, ancien.personne_id]),
        nouveau,
        maintenant,
        "Voir l'équipe",
        sauf=par,
        nouvelle=True,
        **contexte,
    )
