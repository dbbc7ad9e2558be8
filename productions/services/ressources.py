"""Giving a resource up, and taking it up again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, empechement
from poles.services.campagnes import refuser_si_close
from productions import courriels
from productions.etats import EtatFiche, EtatRelecture
from productions.models import Relecture, Ressource

from .verrous import verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def abandonner_ressource(
    *, ressource: Ressource, motif: str, acteur: Personne, maintenant: datetime, prevenir: bool = True
) -> Ressource:
    """« Abandonner »: nothing is erased. `prevenir` is False where a fiche's own abandonment tells everybody."""
    ressource = verrouiller_ressource(ressource)
    changer_etat(ressource, "abandonner", acteur=acteur, maintenant=maintenant, texte=motif)
    if prevenir:
        courriels.ressource_abandonnee(ressource, motif=motif, acteur=acteur, maintenant=maintenant)
    attendues = relectures_attendues(ressource)
    courriels.relecture_plus_attendue(ressource, attendues, acteur=acteur, maintenant=maintenant)
    return ressource


@transaction.atomic
def reprendre_ressource(*, ressource: Ressource, motif: str, acteur: Personne, maintenant: datetime) -> Ressource:
    """« Reprendre »: from abandonnée to the state before, from non validée to en révision."""
    ressource = verrouiller_ressource(ressource)
    if raison := reprise_impossible(ressource):
        raise ActionImpossible(raison)
    refuser_si_close(ressource.campagne_suivi_id)
    changer_etat(ressource, "reprendre", acteur=acteur, maintenant=maintenant, texte=motif)
    courriels.ressource_reprise(ressource, motif=motif, acteur=acteur, maintenant=maintenant)
    # They were told to stop.
    for relecture in relectures_attendues(ressource):
        courriels.relecture_assignee(relecture, acteur=acteur, maintenant=maintenant)
    return ressource


def reprise_impossible(ressource: Ressource) -> str:
    """Why it cannot be taken up; empty when it can."""
    if ressource.fiche.etat == EtatFiche.ABANDONNEE:
        return "La fiche-projet est abandonnée : reprenez d'abord la fiche."
    return empechement(ressource, "reprendre")


def relectures_attendues(ressource: Ressource) -> list[Relecture]:
    return list(
        Relecture.objects.select_for_update(of=("self",), no_key=True)
        .filter(version__ressource=ressource, etat=EtatRelecture.ATTENDUE)
        .select_related("relecteur", "version__ressource")
    )
