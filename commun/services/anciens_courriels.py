"""The outbox has an end: a mail is personal data, and is kept as long as somebody may ask about it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from commun.gabarits import gabarits, texte_livre
from commun.models import Courriel
from commun.models.courriel import GARDE, GARDE_DES_SECRETS

# A transaction each: short, so that mails go on leaving meanwhile.
LOT = 500


def purger_courriels(maintenant: datetime) -> int:
    """Forget the mails written more than `GARDE` ago, whatever became of them; returns how many.

    What asked for them to be sent again and the reminders that they brought go with them; a copy that is younger stays.
    Those that open an account, of which nothing is left but who asked and when, go after `GARDE_DES_SECRETS`; an
    invitation, which a pôle answers for, stays.
    """
    ouvrent = [nom for nom in gabarits() if texte_livre(nom).du_service]
    vieux = Courriel.objects.filter(cree_le__lt=maintenant - GARDE)
    acces = Courriel.objects.filter(secret=True, gabarit__in=ouvrent, cree_le__lt=maintenant - GARDE_DES_SECRETS)
    return _oublier(vieux) + _oublier(acces)


def _oublier(anciens: QuerySet[Courriel]) -> int:
    anciens, oublies = anciens.order_by("cree_le", "pk"), 0
    while lot := list(anciens.values_list("pk", flat=True)[:LOT]):
        Courriel.objects.filter(pk__in=lot).delete()
        oublies += len(lot)
    return oublies
