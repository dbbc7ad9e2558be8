"""Who decides of a pôle's reminders, feed and dates: whoever leads it; of a cycle's: the académie's administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles.droits import droits_de
from poles.models import Cycle
from poles.permissions import administre_une_academie, conduit

if TYPE_CHECKING:
    from calendrier.models import Echeance
    from comptes.models import Personne

rules.add_perm("calendrier.regler_rappels", conduit)  # on a campaign
rules.add_perm("calendrier.relancer", conduit)  # on a campaign
rules.add_perm("calendrier.gerer_agenda", conduit)  # on a campaign
rules.add_perm("calendrier.fixer_dates", conduit)  # on a campaign


@rules.predicate
def administre_le_cycle(personne: Personne, cycle: Cycle) -> bool:
    """The académie's administrator; a cycle without académie is the service's own."""
    droits = droits_de(personne)
    return droits.tous or cycle.academie_id in droits.academies_administrees


rules.add_perm("calendrier.dater_cycle", administre_le_cycle)
rules.add_perm("calendrier.creer_cycle", administre_une_academie)


@rules.predicate
def conduit_l_echeance(personne: Personne, echeance: Echeance) -> bool:
    """A pôle's own date is its own; a cycle's, of whoever dates the cycle."""
    if echeance.campagne is None:
        return administre_le_cycle(personne, echeance.cycle)
    return conduit(personne, echeance.campagne)


rules.add_perm("calendrier.deplacer_echeance", conduit_l_echeance)
