"""Random people make random gestures; the software and the rules must agree at each, and nothing is ever lost."""

from __future__ import annotations

import secrets

import pytest

from tests.conftest import COMPLET
from tests.machine.pont import Pont
from tests.machine.tours import DEPARTS, jouer_un_tour

# The same draws at each `make test`; others at each `make test-complet`, in rounds that its processes share.
PARCOURS, PAS = (550, 60) if COMPLET else (33, 30)
TOURS = 10 if COMPLET else 1


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("tour", range(TOURS))
def test_personne_ne_sort_des_regles(tour: int) -> None:
    hasard = secrets.randbelow(10**6) if COMPLET else 0
    print(f"Pour rejouer : hasard={hasard}")
    passes = jouer_un_tour(Pont(), tour, parcours=PARCOURS // TOURS // len(DEPARTS), pas=PAS, hasard=hasard)
    # A round whose gestures are all refused would prove nothing.
    assert sum(passes.values()) > PARCOURS * PAS // TOURS // 4, passes
