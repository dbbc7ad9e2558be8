"""The memory of what was changed in the administration has an end."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditlog.models import LogEntry
from django.contrib.admin.models import LogEntry as GesteDeDjango

# Two school years: long enough to understand a date or a mandate, short enough for what names people.
GARDE = timedelta(days=2 * 365)


def purger_historique(maintenant: datetime) -> int:
    """What is older than `GARDE` goes, ours and Django's own; says how many lines."""
    avant = maintenant - GARDE
    suivis, _ = LogEntry.objects.filter(timestamp__lt=avant).delete()
    gestes, _ = GesteDeDjango.objects.filter(action_time__lt=avant).delete()
    return suivis + gestes
