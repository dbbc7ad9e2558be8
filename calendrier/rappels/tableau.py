"""A pôle's rules as its page shows them: each with its sentence, where it comes from, and when it sends next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calendrier.obligations import Demande, obligations
from calendrier.queries import echeances_de
from poles.etats import EtatCycle
from poles.models import Campagne

from .cibles import Cible
from .lot import jours_de
from .occurrences import USUELLES, Cadence, occurrences
from .phrases import phrase_de
from .regles import Regles, cadence_de

# Days shown for each rule.
PROCHAINS = 3


@dataclass(frozen=True)
class LigneDeRegle:
    cible: Cible
    cadence: Cadence
    du_pole: bool  # the pôle's own rule, which can be given up
    prochains: tuple[date, ...]

    @property
    def phrase(self) -> str:
        return phrase_de(self.cadence)


def cadence_en_vigueur(campagne: Campagne, cible: Cible) -> tuple[Cadence, bool]:
    """The rule of exactly this, or the one that it falls back on; whether it is the pôle's own."""
    regle = Regles([campagne]).regle(campagne.pk, cible)
    if regle is None:
        return USUELLES[cible.obligatoire], False
    exacte = (regle.nature, regle.genre) == (cible.nature, cible.genre)
    return cadence_de(regle), regle.campagne_id is not None and exacte


def lignes_de_regles(campagne: Campagne, jour: date) -> list[LigneDeRegle]:
    """Milestones in the order of the year, then what has another date, then the rest. A dozen queries."""
    dates = _dates(campagne, jour)
    jours, regles = jours_de([campagne], jour)[campagne.pk], Regles([campagne])
    lignes = []
    for cible, echeances in dates.items():
        regle = regles.regle(campagne.pk, cible)
        cadence = cadence_de(regle) if regle else USUELLES[cible.obligatoire]
        du_pole = regle is not None and regle.campagne_id is not None
        exacte = du_pole and (regle.nature, regle.genre) == (cible.nature, cible.genre)
        prevus = {o.prevu_le for due in echeances for o in occurrences(due, cadence, jours) if o.prevu_le >= jour}
        lignes.append(LigneDeRegle(cible, cadence, exacte, tuple(sorted(prevus)[:PROCHAINS])))
    return lignes


def _dates(campagne: Campagne, jour: date) -> dict[Cible, set[date]]:
    """What each rule is about in this pôle, with the dates that are known today."""
    dates: dict[Cible, set[date]] = defaultdict(set)
    if campagne.cycle.etat == EtatCycle.CLOS:
        return dates
    for echeance in echeances_de(campagne):
        dates[Cible(nature=echeance.nature, obligatoire=echeance.obligatoire)].add(echeance.jour)
    for cible, due in _dues(campagne, jour):
        dates[cible].add(due)
    dates = dict(sorted(dates.items(), key=lambda ligne: (min(ligne[1]), ligne[0].code)))
    return dates | {Cible(obligatoire=obligatoire): set() for obligatoire in (True, False)}


def _dues(campagne: Campagne, jour: date) -> Iterator[tuple[Cible, date]]:
    for o in obligations(Demande(jour, campagnes=(campagne.pk,))):
        if o.echeance:
            yield Cible(nature=o.nature, genre="" if o.nature else o.genre, obligatoire=o.obligatoire), o.echeance
