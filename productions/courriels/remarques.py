"""About remarks once they are answered: each side hears of the other's words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from productions.models import Contestation, Remarque, Version

from .destinataires import producteurs
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def remarque_close(remarque: Remarque, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: news, grouped with the day's."""
    ressource = remarque.version.ressource
    a, url = producteurs(ressource), _reponses(remarque.version_reponse)
    bouton = "Voir les réponses"
    prevenir("remarque_close", ressource, a, acteur, maintenant, bouton, url=url, nouvelle=True, remarque=remarque)


def reponse_contestee(contestation: Contestation, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: answer once more."""
    remarque = contestation.remarque
    ressource = remarque.version.ressource
    prevenir(
        "reponse_contestee",
        ressource,
        producteurs(ressource),
        acteur,
        maintenant,
        "Répondre",
        url=reverse("productions:trancher_remarque", args=[remarque.pk]),
        remarque=remarque,
        contestation=contestation,
    )


def remarque_tranchee(contestation: Contestation, *, acteur: Personne, maintenant: datetime) -> None:
    """To who contested: the last word."""
    remarque = contestation.remarque
    prevenir(
        "remarque_tranchee",
        remarque.version.ressource,
        [remarque.auteur] if remarque.auteur.is_active else [],
        acteur,
        maintenant,
        "Lire la réponse",
        url=_reponses(remarque.version_reponse),
        nouvelle=True,
        remarque=remarque,
        contestation=contestation,
    )


def _reponses(version: Version) -> str:
    return reverse("productions:vous_avez_dit", args=[version.pk])
