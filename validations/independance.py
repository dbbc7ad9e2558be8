"""Nobody visas what they produce, seen from the producer's side: who has signed cannot become a producer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commun.erreurs import ActionImpossible
from productions.models import Ressource

from .models import Issue, Visa

if TYPE_CHECKING:
    from comptes.models import Personne


def refuser_signataire(ressource: Ressource, personne: Personne) -> None:
    """Raises ActionImpossible for who has signed, or in whose name somebody has.

    A visa of a withdrawn round no longer counts.
    """
    a_part = Q(signataire=personne) | Q(par_delegation_de=personne)
    signes = Visa.objects.filter(a_part, demande__ressource=ressource)
    if signes.exclude(demande__issue=Issue.RETIREE).exists():
        raise ActionImpossible(
            f"{personne.nom_complet} a donné son visa sur « {ressource.titre} » : on ne vise pas ce que l'on produit."
        )
