"""The milestones a school-year cycle opens with, from « Présentation du pôle de compétences ».

The document fixes fiches-projet (fin novembre), V2 (fin janvier), vacations (fin mai), class tests
(deuxième semestre, with a reason until the end of the calendar year). The others are usual dates,
to be adjusted by the administrator once the cycle is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calendrier.models import NatureEcheance as N


@dataclass(frozen=True)
class Jalon:
    nature: str
    mois: int
    jour: int
    obligatoire: bool = False
    rang: int = 1
    annee_de_fin: bool = True  # counted in the year in which the cycle ends, else in the one in which it begins

    def date(self, debut: date, fin: date) -> date:
        return date(fin.year if self.annee_de_fin else debut.year, self.mois, self.jour)


JALONS = (
    Jalon(N.FICHES_PROJET, 11, 30, obligatoire=True, annee_de_fin=False),
    Jalon(N.POINT_ETAPE, 12, 15, obligatoire=True, rang=1, annee_de_fin=False),
    Jalon(N.V2, 1, 31),
    Jalon(N.POINT_ETAPE, 3, 31, obligatoire=True, rang=2),
    Jalon(N.TEST_CLASSE, 4, 30),
    Jalon(N.VALIDATION, 5, 15),
    Jalon(N.VACATIONS, 5, 31),
    Jalon(N.VISIO_BILAN, 6, 20, obligatoire=True),
    Jalon(N.TESTS_TARDIFS, 12, 31),
)
