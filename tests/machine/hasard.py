"""What is drawn: a number, that the moment makes a person, a resource or a gesture of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from hypothesis import strategies as st

from tests.machine.pont import TROUPE

T = TypeVar("T", int, str, tuple[str, str])

TOUS = sorted(TROUPE)
N = st.integers(0, 79)


def parmi(n: int, bons: Iterable[T], tous: list[T]) -> T:
    """Three times out of four one of those whose moment it is, where there are any."""
    bons = sorted(bons)
    return bons[n // 4 % len(bons)] if bons and n % 4 else tous[n // 4 % len(tous)]
