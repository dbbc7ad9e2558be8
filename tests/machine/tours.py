"""A round: from each start a few runs of random gestures, each taken back whole by its transaction."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.departs import DEPARTS, EQUIPES
from tests.machine.partie import Debut
from tests.machine.pont import Pont
from tests.machine.vie import Vie

# Hypothesis begins with the simplest run, where nothing happens, and follows a fresh one with alterations of it, which
# play the same gestures again: asked for two, it gives one that is fresh.
UN_SEUL = 2


def jouer_un_tour(pont: Pont, tour: int, *, parcours: int, pas: int, hasard: int = 0, **reglages: Any) -> Counter[str]:
    """How many times each gesture went through, out of `parcours` runs of `pas` steps from each start.

    One round after the other, each start meets each team. It is played once for all its runs: it costs as much as one.
    `hasard`: another number, other draws.
    """
    passes: Counter[str] = Counter()
    for rang, depart in enumerate(DEPARTS):
        with transaction.atomic():
            debut = Debut(pont, depart, EQUIPES[(rang + tour) % len(EQUIPES)])
            for parcours_ in range(parcours):
                _jouer(debut, passes, pas, f"{hasard} {tour} {depart} {parcours_}", **reglages)
            transaction.set_rollback(True)
    return passes


def _jouer(debut_: Debut, passes_: Counter[str], pas: int, graine: str, **reglages: Any) -> None:
    class Ici(Vie):
        debut, passes = debut_, passes_

    run_state_machine_as_test(
        seed(graine)(Ici),
        settings=settings(
            max_examples=UN_SEUL,
            stateful_step_count=pas,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            **reglages,
        ),
    )
