"""The school year of a pôle as five steps: which one today's date falls in. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from calendrier.models import NatureEcheance as N

TITRES = {
    N.FICHES_PROJET: "Les fiches-projet",
    N.V1: "Les premières versions (V1)",
    N.V2: "Présentation, relectures et V2",
    N.VALIDATION: "Double validation et publication",
    N.VISIO_BILAN: "Visio de bilan",
}


@dataclass(frozen=True)
class EtapeDeLAnnee:
    """What the DSFR stepper shows; `fin` is the step's last day."""

    numero: int
    titre: str
    fin: date
    suivante: str = ""
    total: int = len(TITRES)


def etape_du_jour(jalons: Mapping[str, date | None], jour: date) -> EtapeDeLAnnee | None:
    """The first step that is not over; the last one once they all are; None for a calendar without dates.

    `jalons`: the day of each milestone of TITRES, None or absent where the calendar has none.
    """
    fins = _fins(jalons)
    datees = [(numero, titre, fins[nature]) for numero, (nature, titre) in enumerate(TITRES.items(), 1) if fins[nature]]
    for rang, (numero, titre, fin) in enumerate(datees):
        if jour <= fin or rang == len(datees) - 1:
            suivante = datees[rang + 1][1] if rang + 1 < len(datees) else ""
            return EtapeDeLAnnee(numero, titre, fin, suivante)
    return None


def _fins(jalons: Mapping[str, date | None]) -> dict[str, date | None]:
    """The last day of each step. A V1 is free before the V2: its step lasts half of the time between the two."""
    fins = {nature: jalons.get(nature) for nature in TITRES}
    avant, apres = fins[N.FICHES_PROJET], fins[N.V2]
    if fins[N.V1] is None and avant and apres and avant < apres:
        fins[N.V1] = avant + (apres - avant) / 2
    return fins
