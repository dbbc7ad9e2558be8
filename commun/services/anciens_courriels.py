"""The outbox has an end: a mail is personal data, and is kept as long as somebody may ask about it."""

from __future__ import annotations

from datetime import datetime

from commun.models import Courriel
from commun.models.courriel import GARDE

# A transaction each: short, so that mails go on leaving meanwhile.
LOT = 500


def purger_courriels(maintenant: datetime) -> int:
    """Forget the mails written more than `GARDE` ago, whatever became of them; returns how many.

    What asked for them to be sent again and the reminders that they brought go with them; a copy that is younger stays.
    """
    anciens = Courriel.objects.filter(cree_le__lt=maintenant - GARDE).order_by("cree_le", "pk")
    oublies = 0
    while lot := list(anciens.values_list("pk", flat=True)[:LOT]):
        Courriel.objects.filter(pk__in=lot).delete()
        oublies += len(lot)
    return oublies
