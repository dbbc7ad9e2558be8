"""The mornings on which dates are reminded, and a pôle that prefers its own rule."""

from __future__ import annotations

from datetime import datetime

from calendrier.rappels.cibles import Cible
from calendrier.rappels.occurrences import Cadence
from calendrier.services import envoyer_rappels, regler_rappels

from .agenda import Agenda, Fil
from .reperes import campagne, exiger, personne

# Two weeks and three days before the fiches-projet, the points d'étape, the V2; the week of the demonstration's day.
MATINS = ("2026-11-16", "2026-11-27", "2026-12-01", "2027-01-21", "2027-03-17", "2027-05-10")


def inscrire(agenda: Agenda) -> None:
    fil = Fil("rappels")
    agenda.noter(fil.instant("2026-10-05"), "régler les rappels d'économie-gestion", _regler)
    for matin in MATINS:
        agenda.noter(fil.instant(matin), "rappeler les dates qui approchent", _rappeler)


def _regler(maintenant: datetime) -> None:
    eco, acteur = campagne("economie-gestion"), personne("sandrine")
    exiger(acteur, "calendrier.regler_rappels", eco)
    regler_rappels(
        campagne=eco,
        cible=Cible(nature="v2"),
        cadence=Cadence(avant=(10, 2)),
        acteur=acteur,
        maintenant=maintenant,
    )


def _rappeler(maintenant: datetime) -> None:
    envoyer_rappels(maintenant=maintenant, jour=maintenant.date())
