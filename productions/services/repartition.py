"""Accepting a proposal for a whole pôle: every relecture of it, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible, Perime
from journal.peremption import dernier_geste
from poles.models import Campagne
from productions import courriels
from productions.models import Relecture, Ressource
from productions.queries.relectures import relectures_vues

from .relectures import inscrire_relecture
from .verrous import verrouiller_ressources

if TYPE_CHECKING:
    from comptes.models import Personne

GESTES = (
    "relecture.assigner", "relecture.reprendre", "relecture.rendre", "relecture.decliner", "relecture.clore",
    "ressource.clore_relecture", "ressource.continuer_sans_relecture", "ressource.abandonner",
    "ressource.annuler_depot",
)  # fmt: skip


@dataclass(frozen=True)
class Lot:
    """What a row of the table gives: who reads one resource, until when."""

    ressource: Ressource
    relecteurs: Sequence[Personne]
    echeance: date


@transaction.atomic
def confier_relectures(
    *, campagne: Campagne, lots: Sequence[Lot], vues: Mapping[int, str], acteur: Personne, maintenant: datetime
) -> list[Relecture]:
    """« Confier ces relectures »: each person gets one mail about all of theirs.

    `vues` is what the table showed of each of its resources (`relectures_vues`).
    Raises Perime, naming each resource that has changed since and who changed it, those that left the table
    included; ActionImpossible for who may not read.
    """
    lots = [lot for lot in lots if lot.relecteurs]
    verrouiller_ressources(Ressource.objects.filter(campagne_suivi=campagne, pk__in=vues))
    if raison := repartition_perimee(campagne, vues):
        raise Perime(raison)
    if not lots:
        raise ActionImpossible("Choisissez au moins un relecteur avant de confier les relectures.")
    confiees = [
        inscrire_relecture(
            ressource=lot.ressource, relecteur=relecteur, echeance=lot.echeance, acteur=acteur, maintenant=maintenant
        )
        for lot in sorted(lots, key=lambda lot: lot.ressource.pk)
        for relecteur in lot.relecteurs
    ]
    courriels.relectures_confiees(confiees, campagne=campagne, acteur=acteur, maintenant=maintenant)
    return confiees


def repartition_perimee(campagne: Campagne, vues: Mapping[int, str]) -> str:
    """What has changed since the table was shown, and who changed it; empty when nothing has."""
    montrees = list(Ressource.objects.filter(campagne_suivi=campagne, pk__in=vues).order_by("titre", "pk"))
    actuelles = relectures_vues(montrees)
    changees = [_changement(r) for r in montrees if actuelles[r.pk] != vues[r.pk]]
    if not changees:
        return ""
    return (
        f"Des relectures ont changé depuis l'ouverture de cette page : {' ; '.join(changees)}. Rien n'a été confié : "
        "voici le tableau à jour."
    )


def _changement(ressource: Ressource) -> str:
    return f"« {ressource.titre} », {dernier_geste(ressource, GESTES) or 'modifiée'}"
