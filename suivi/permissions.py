"""Who records the moments of the year, who leads a meeting, who says that a decision is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles.permissions import conduit

from .models import Decision, Reunion

if TYPE_CHECKING:
    from comptes.models import Personne


@rules.predicate
def conduit_la_reunion(personne: Personne, reunion: Reunion) -> bool:
    """Of the pôle that organises it."""
    return conduit(personne, reunion.campagne)


@rules.predicate
def est_responsable(personne: Personne, decision: Decision) -> bool:
    return decision.responsable_id == personne.pk


@rules.predicate
def conduit_la_decision(personne: Personne, decision: Decision) -> bool:
    return conduit_la_reunion(personne, decision.reunion)


@rules.predicate
def est_convie(personne: Personne, reunion: Reunion) -> bool:
    return reunion.participations.filter(personne=personne.pk).exists()


rules.add_perm("suivi.consigner_etape", conduit)  # on a campaign, as the next one
rules.add_perm("suivi.prevoir_reunion", conduit)
rules.add_perm("suivi.conduire_reunion", conduit_la_reunion)
rules.add_perm("suivi.repondre", est_convie)
rules.add_perm("suivi.faire_decision", est_responsable | conduit_la_decision)
rules.add_perm("suivi.modifier_decision", conduit_la_decision)
