"""Visas are lent, and taken back: to both, and to who leads the pôles concerned as news."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from poles.models import Delegation

from .destinataires import conduite, jour_de, prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def delegation_accordee(delegation: Delegation, *, maintenant: datetime) -> None:
    """To the délégataire, what they may do and from when; to the signatory, the record of it."""
    mandat = delegation.mandat
    contexte = {"delegation": delegation}
    prevenir(
        "delegation_recue",
        [delegation.delegataire],
        mandat,
        maintenant,
        "Ouvrir mes validations",
        url=reverse("validations:tableau"),
        **contexte,
    )
    prevenir(
        "delegation_accordee",
        [mandat.personne],
        mandat,
        maintenant,
        "Voir mes délégations",
        url=reverse("poles:delegations"),
        **contexte,
    )
    prevenir(
        "delegation_annoncee",
        conduite(mandat, jour_de(maintenant)).exclude(pk__in=[mandat.personne_id, delegation.delegataire_id]),
        mandat,
        maintenant,
        "Ouvrir mes pôles",
        nouvelle=True,
        **contexte,
    )


def delegation_reprise(delegation: Delegation, *, par: Personne, maintenant: datetime) -> None:
    """To both, and as news to who leads the pôles."""
    mandat = delegation.mandat
    contexte = {"delegation": delegation, "par": par}
    accueil = reverse("accueil:accueil")
    deux = [delegation.delegataire, mandat.personne]
    prevenir("delegation_reprise", deux, mandat, maintenant, "Ouvrir mon accueil", url=accueil, sauf=par, **contexte)
    prevenir(
        "delegation_reprise",
        conduite(mandat, jour_de(maintenant)).exclude(pk__in=[personne.pk for personne in deux]),
        mandat,
        maintenant,
        "Ouvrir mes pôles",
        sauf=par,
        nouvelle=True,
        **contexte,
    )
