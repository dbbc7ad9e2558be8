"""The only clock. Views, tasks, commands and permissions read it; services receive `maintenant`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def maintenant() -> datetime:
    """The present instant (aware, UTC), shifted by HORLOGE_DECALAGE for a demonstration or a test."""
    return timezone.now() + settings.HORLOGE_DECALAGE


def heure_machine() -> datetime:
    """What the machine's own clock says, never shifted: it dates the files on the disk."""
    return timezone.now()


def aujourdhui(fuseau: str | None = None) -> date:
    """The present day in the time zone named (IANA), by default the service's own."""
    return maintenant().astimezone(ZoneInfo(fuseau or settings.TIME_ZONE)).date()


@contextmanager
def reglable() -> Iterator[Callable[[datetime], None]]:
    """Lend the clock to a demonstration: it yields what sets the present instant, and gives the true one back.

    For a command that has the process to itself: every thread of it sees the same clock.
    """
    avant = settings.HORLOGE_DECALAGE

    def regler(instant: datetime) -> None:
        settings.HORLOGE_DECALAGE = instant - timezone.now()

    try:
        yield regler
    finally:
        settings.HORLOGE_DECALAGE = avant
