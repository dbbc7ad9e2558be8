"""The only clock. Views, tasks, commands and permissions read it; services receive `maintenant`."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def maintenant() -> datetime:
    """The present instant (aware, UTC), shifted by HORLOGE_DECALAGE for a demonstration or a test."""
    return timezone.now() + settings.HORLOGE_DECALAGE


def aujourdhui(fuseau: str | None = None) -> date:
    """The present day in the time zone named (IANA), by default the service's own."""
    return maintenant().astimezone(ZoneInfo(fuseau or settings.TIME_ZONE)).date()
