"""Accepting a proposal for a whole pôle: every relecture of it, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible, Perime
from journal.peremption import dernier_geste
from productions.models import Relecture, Ressource
from productions.queries.relectures import relectures_vues

from .relectures import assigner_relecture
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
    *, lots: Sequence[Lot], vues: Mapping[int, str], acteur: Personne, maintenant: datetime
) -> list[Relecture]:
    """« Confier ces relectures ». `vues` is what the table showed of each resource (`relectures_vues`).

    Raises Perime, naming each resource that has changed since and who changed it; ActionImpossible for who may not
    read.
    """
    lots = [lot for lot in lots if lot.relecteurs]
    if not lots:
        raise ActionImpossible("Choisissez au moins un relecteur avant de confier les relectures.")
    presentes = {
        r.pk: r for r in verrouiller_ressources(Ressource.objects.filter(pk__in=[lot.ressource.pk for lot in lots]))
    }
    actuelles = relectures_vues(presentes.values())
    if changees := [lot.ressource for lot in lots if actuelles.get(lot.ressource.pk) != vues.get(lot.ressource.pk)]:
        raise Perime(
            "Des relectures ont changé depuis l'ouverture de cette page : "
            f"{' ; '.join(_changement(r) for r in changees)}. Rien n'a été confié : voici le tableau à jour."
        )
    return [
        assigner_relecture(
            ressource=lot.ressource, relecteur=relecteur, echeance=lot.echeance, acteur=acteur, maintenant=maintenant
        )
        for lot in sorted(lots, key=lambda lot: lot.ressource.pk)
        for relecteur in lot.relecteurs
    ]


def _changement(ressource: Ressource) -> str:
    return f"« {ressource.titre} », {dernier_geste(ressource, GESTES) or 'modifiée'}"
