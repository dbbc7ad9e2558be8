"""What a cycle still reminds of, by where it stands."""

from __future__ import annotations

from datetime import date

from calendrier.models import NatureEcheance
from poles.etats import EtatCycle
from poles.models import Cycle

# What goes on through the summer in a resource that was carried over: what somebody has promised a class, and visas.
SE_POURSUIVENT = (NatureEcheance.TEST_CLASSE, NatureEcheance.VALIDATION)


def se_rappelle(cycle: Cycle, echeance: date | None, nature: str) -> bool:
    """Open: all. Closed: what its dates put after its end, the late class tests.

    In preparation: what was under way before it and is followed there already, never its own milestones to come.
    """
    if cycle.etat == EtatCycle.OUVERT:
        return True
    if cycle.etat == EtatCycle.CLOS:
        return echeance is not None and echeance > cycle.fin
    return echeance is None or echeance < cycle.debut or nature in SE_POURSUIVENT
