"""What changes in a cycle or a campaign, by the name of its button."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.services import ecrire
from poles.models import Campagne, Cycle

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def changer_etat_cycle(*, cycle: Cycle, action: str, acteur: Personne | None, maintenant: datetime) -> Cycle:
    """« Ouvrir » or « Clore » a cycle. Raises ActionImpossible when its state does not allow it."""
    cycle = verrouiller_cycle(cycle)
    changer_etat(cycle, action, acteur=acteur, maintenant=maintenant)
    return cycle


@transaction.atomic
def modifier_campagne(
    *,
    campagne: Campagne,
    theme: str,
    mission_production: bool,
    mission_animation: bool,
    acteur: Personne,
    maintenant: datetime,
) -> Campagne:
    """« Enregistrer » the common theme and the missions of the year."""
    campagne = verrouiller_campagne(campagne)
    campagne.theme = theme
    campagne.mission_production = mission_production
    campagne.mission_animation = mission_animation
    campagne.save(update_fields=["theme", "mission_production", "mission_animation"])
    ecrire(
        chaine=campagne.chaine,
        action="campagne.modifier",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"production": mission_production, "animation": mission_animation},
        texte=theme,
    )
    return campagne


def pourquoi_close(campagne: Campagne) -> str:
    """Why nothing new enters it, its next year being prepared; empty when something may. Read in what is loaded."""
    if campagne.close_le is None:
        return ""
    return (
        f"L'année {campagne.cycle} de « {campagne.pole} » est close : ni fiche ni version nouvelle n'y entre plus. Le "
        "travail continue dans l'année suivante du pôle ; ce qui devait y passer et n'y est pas, le PREDAC ou "
        "l'IAN peut l'y reporter."
    )


def refuser_si_close(campagne: int | Campagne) -> None:
    """Raises ActionImpossible for a campaign whose next year is prepared: nothing new enters it.

    Read afresh: to call under the lock of what would enter it, which closing takes too.
    """
    pk = campagne.pk if isinstance(campagne, Campagne) else campagne
    close = Campagne.objects.filter(pk=pk, close_le__isnull=False).select_related("pole", "cycle").first()
    if close:
        raise ActionImpossible(pourquoi_close(close))


def verrouiller_cycle(cycle: Cycle) -> Cycle:
    return Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)


def verrouiller_campagne(campagne: Campagne) -> Campagne:
    return (
        Campagne.objects.select_for_update(of=("self",), no_key=True)
        .select_related("pole", "cycle")
        .get(pk=campagne.pk)
    )
