"""An account goes, and with it what the rooms above keep of its address: each registers how (`AppConfig.ready`)."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from commun.services.oublis import oublier_personne

from .models import Personne

Effaceur = Callable[[str], object]
_effaceurs: list[Effaceur] = []


def enregistrer_effaceur(effaceur: Effaceur) -> None:
    """`effaceur` forgets whatever it keeps of the person who has this address."""
    if effaceur not in _effaceurs:
        _effaceurs.append(effaceur)


@transaction.atomic
def effacer_compte(*, personne: Personne) -> None:
    """« Supprimer » an account that has never served: one that has is closed, and its records keep it."""
    oublier_personne(personne.pk, personne.email)
    for effaceur in _effaceurs:
        effaceur(personne.email)
    personne.delete()
