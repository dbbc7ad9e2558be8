"""One digest for the whole journal at an instant, kept outside the database.

Chains cut together with their heads agree with themselves; they no longer give the seal of that night.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from journal.models import Ecriture


@dataclass(frozen=True)
class Sceau:
    """`empreinte` covers the last row, at that instant, of each of the `chaines`."""

    empreinte: str
    chaines: int


def sceller(jusqu_a: datetime) -> Sceau:
    """Seal what was written up to this instant; the same rows give the same seal for ever.

    Choose an instant well past: a transaction still open would add rows under it.
    """
    anciennes = Ecriture.objects.filter(ecrite_le__lte=jusqu_a)
    suivante = anciennes.filter(chaine=OuterRef("chaine"), rang=OuterRef("rang") + 1)
    dernieres = anciennes.filter(~Exists(suivante)).order_by("pk").only("chaine", "rang", "empreinte")
    calcul, chaines = hashlib.sha256(), 0
    for ecriture in dernieres.iterator(1000):
        calcul.update(f"{ecriture.chaine} {ecriture.rang} {ecriture.empreinte}\n".encode())
        chaines += 1
    return Sceau(calcul.hexdigest(), chaines)
