"""The planned days of a fiche-projet, and those proposed from the pôle's milestones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING

from calendrier.jours import jour_ouvre_precedent
from calendrier.models import Echeance, JourSansClasse, NatureEcheance
from calendrier.queries import jour_de

if TYPE_CHECKING:
    from .models import FicheProjet

# Proposed before the V2: six weeks leave room for the proofreaders, two for what they ask.
AVANCE_V1 = timedelta(weeks=6)
AVANCE_RELECTURE = timedelta(weeks=2)


@dataclass(frozen=True)
class Planning:
    """The days of a fiche, in the order of the year; the names are the fields' of FicheProjet."""

    jour_v1: date | None = None
    jour_relecture: date | None = None
    jour_v2: date | None = None
    jour_test: date | None = None
    jour_v3: date | None = None
    jour_validation: date | None = None
    jour_publication: date | None = None

    @classmethod
    def de(cls, fiche: FicheProjet) -> Planning:
        return cls(**{champ: getattr(fiche, champ) for champ in JOURS})


JOURS = tuple(champ.name for champ in fields(Planning))

# The milestone that each day must meet.
ECHEANCES = {
    "jour_v1": NatureEcheance.V1,
    "jour_v2": NatureEcheance.V2,
    "jour_test": NatureEcheance.TEST_CLASSE,
    "jour_validation": NatureEcheance.VALIDATION,
}


def proposer(echeances: Iterable[Echeance], periodes: Iterable[JourSansClasse], a_partir_du: date) -> Planning:
    """The milestones still to come, each brought back to the last day of class that meets it."""
    echeances, periodes = list(echeances), list(periodes)
    jours = {champ: jour_de(echeances, nature) for champ, nature in ECHEANCES.items()}
    if v2 := jours["jour_v2"]:
        jours["jour_v1"] = jours["jour_v1"] or v2 - AVANCE_V1
        jours["jour_relecture"] = v2 - AVANCE_RELECTURE
    proposes = {champ: jour_ouvre_precedent(jour, periodes) for champ, jour in jours.items() if jour}
    return Planning(**{champ: jour for champ, jour in proposes.items() if jour > a_partir_du})
