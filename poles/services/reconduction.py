"""A pôle goes on to its next year: its campaign there, its team, the end of the one before; and the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from journal.services import ecrire
from poles.droits import oublier_droits
from poles.models import Campagne, Cycle, Mandat, Pole

from .equipe import nommer

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def entrer_dans_le_cycle(*, pole: Pole, cycle: Cycle, acteur: Personne, maintenant: datetime) -> tuple[Campagne, bool]:
    """The pôle's campaign of that cycle, and whether it had to be made; the caller holds the present one's row."""
    campagne, nouvelle = Campagne.objects.get_or_create(pole=pole, cycle=cycle)
    if nouvelle:
        ecrire(
            chaine=campagne.chaine,
            action="campagne.entrer",
            acteur=acteur,
            maintenant=maintenant,
            donnees={"pole": pole.pk, "cycle": cycle.pk},
        )
    return campagne, nouvelle


@transaction.atomic
def renouveler_mandats(
    *, mandats: Iterable[Mandat], vers: Campagne, debut: date, acteur: Personne, maintenant: datetime
) -> list[Mandat]:
    """The same fonctions in the next year, without waiting for its first day: its resources are there already.

    Raises ActionImpossible for who exercises the fonction there. Those of the year that ends run on: who made it
    still reads it.
    """
    # People are locked one by one, in an order that everybody who names several keeps.
    return [
        nommer(
            personne=m.personne,
            fonction=m.fonction,
            titre=m.titre,
            portee=vers,
            debut=debut,
            acteur=acteur,
            maintenant=maintenant,
        )
        for m in sorted(mandats, key=lambda m: (m.personne_id, m.pk))
    ]


@transaction.atomic
def retirer_mandats_renouveles(mandats: Collection[int]) -> None:
    """As if they had never been given. The journal keeps that they were; the caller writes why they are not."""
    personnes = [m.personne for m in Mandat.objects.filter(pk__in=mandats).select_related("personne")]
    Mandat.objects.filter(pk__in=mandats).delete()
    for personne in personnes:
        oublier_droits(personne)


def clore_campagne(*, campagne: Campagne, vers: Campagne, acteur: Personne, maintenant: datetime) -> None:
    """Nothing new enters it; the caller holds its row. The cycle itself is the administration's to close."""
    campagne.close_le = maintenant
    campagne.save(update_fields=["close_le"])
    ecrire(
        chaine=campagne.chaine,
        action="campagne.clore",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"campagne_suivante": vers.pk},
        texte=str(vers.cycle),
    )


def rouvrir_campagne(*, campagne: Campagne, motif: str, acteur: Personne, maintenant: datetime) -> None:
    """As it was before it was closed; the caller holds its row."""
    campagne.close_le = None
    campagne.save(update_fields=["close_le"])
    ecrire(chaine=campagne.chaine, action="campagne.rouvrir", acteur=acteur, maintenant=maintenant, texte=motif)
