"""Late class tests: where the programme justifies it, a test may take place in the next school year.

From « Présentation du pôle de compétences », step 3 bis: « deuxième semestre », and with a reason until 31 December of
the year in which the cycle ends (2026-2027: 31/12/2027). The resource then outlives its cycle.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from poles.models import Cycle

from .models import Echeance, NatureEcheance
from .queries import jour_de


def dernier_jour_de_test(cycle: Cycle, echeances: Iterable[Echeance]) -> date:
    """The last day on which a class test counts: the milestone of the campaign, else the rule."""
    return jour_de(echeances, NatureEcheance.TESTS_TARDIFS) or date(cycle.fin.year, 12, 31)


def est_tardif(jour: date, cycle: Cycle) -> bool:
    """After the cycle: possible, and then a reason is asked."""
    return jour > cycle.fin
