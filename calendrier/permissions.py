"""Who decides of a pôle's reminders, feed and dates: whoever leads it; of a cycle's: the académie's administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles.permissions import administre, administre_une_academie, conduit

if TYPE_CHECKING:
    from calendrier.models import Echeance
    from comptes.models import Personne

rules.add_perm("calendrier.regler_rappels", conduit)  # on a campaign
rules.add_perm("calendrier.relancer", conduit)  # on a campaign
rules.add_perm("calendrier.gerer_agenda", conduit)  # on a campaign
rules.add_perm("calendrier.fixer_dates", conduit)  # on a campaign
rules.add_perm("calendrier.dater_cycle", administre)  # on a cycle
rules.add_perm("calendrier.creer_cycle", administre_une_academie)


@rules.predicate
def conduit_l_echeance(personne: Personne, echeance: Echeance) -> bool:
    """A pôle's own date is its own; a cycle's, of whoever dates the cycle."""
    if echeance.campagne is None:
        return administre(personne, echeance.cycle)
    return conduit(personne, echeance.campagne)


rules.add_perm("calendrier.deplacer_echeance", conduit_l_echeance)
