"""About a relecture that changes hands: declined, proposed, accepted, refused, moved to another day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from productions.models import Echange, Relecture

from .destinataires import coordination
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def relecture_declinee(relecture: Relecture, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN, with the reason: somebody else is to be found."""
    ressource = relecture.version.ressource
    prevenir(
        "relecture_declinee",
        ressource,
        coordination(ressource.campagne_suivi, maintenant),
        acteur,
        maintenant,
        "Choisir quelqu'un d'autre",
        url=reverse("productions:assigner_relecture", args=[ressource.pk]),
        relecture=relecture,
    )


def echeance_changee(relecture: Relecture, *, acteur: Personne, maintenant: datetime) -> None:
    """To the proofreader: another day."""
    prevenir(
        "echeance_changee",
        relecture.version.ressource,
        [relecture.relecteur],
        acteur,
        maintenant,
        "Voir ma relecture",
        url=reverse("productions:relecture", args=[relecture.pk]),
        relecture=relecture,
    )


def echange_propose(echange: Echange, *, acteur: Personne, maintenant: datetime) -> None:
    """To who is asked: yes or no."""
    _prevenir("echange_propose", echange, [echange.vers], acteur, maintenant, "Répondre")


def echange_accepte(echange: Echange, reprises: Sequence[Relecture], *, acteur: Personne, maintenant: datetime) -> None:
    """To who asked, with the relecture that they take in return; and to whoever leads the pôle."""
    ressource, demandeur = echange.relecture.version.ressource, echange.relecture.relecteur
    la_sienne = next((r for r in reprises if r.relecteur_id == demandeur.pk), None)
    url = reverse("productions:relecture", args=[la_sienne.pk]) if la_sienne else ""
    bouton = "Voir ma relecture" if la_sienne else "Voir l'échange"
    _prevenir("echange_accepte", echange, [demandeur], acteur, maintenant, bouton, url)
    chefs = coordination(ressource.campagne_suivi, maintenant).exclude(pk__in=[demandeur.pk, acteur.pk])
    prevenir(
        "echange_conclu", ressource, chefs, acteur, maintenant, "Voir la ressource", nouvelle=True, echange=echange
    )


def echange_refuse(echange: Echange, *, acteur: Personne, maintenant: datetime) -> None:
    """To who asked: the relecture is still theirs."""
    url = reverse("productions:relecture", args=[echange.relecture_id])
    _prevenir("echange_refuse", echange, [echange.relecture.relecteur], acteur, maintenant, "Voir ma relecture", url)


def echange_retire(echange: Echange, *, acteur: Personne, maintenant: datetime) -> None:
    """To who was asked: nothing to answer any more. Never with the news: others read the subjects of these."""
    _prevenir("echange_retire", echange, [echange.vers], acteur, maintenant, "Voir l'échange")


def _prevenir(
    gabarit: str,
    echange: Echange,
    a: list[Personne],
    acteur: Personne,
    maintenant: datetime,
    bouton: str,
    url: str = "",
) -> None:
    """By default to the exchange's own page: who is asked may not see the resource yet."""
    prevenir(
        gabarit,
        echange.relecture.version.ressource,
        a,
        acteur,
        maintenant,
        bouton,
        url=url or echange.get_absolute_url(),
        echange=echange,
    )
