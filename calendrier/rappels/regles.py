"""Which rule an obligation is reminded by: the pôle's before the cycle's, the milestone's before the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.db.models import Q

from calendrier.models import ReglagesRappels, RegleRappel
from poles.models import Campagne

from .occurrences import USUELLES, Cadence


class Cible(Protocol):
    """What a rule is about; an obligation is one."""

    nature: str
    genre: str
    obligatoire: bool


class Regles:
    """The rules of some campaigns, read once: two queries."""

    def __init__(self, campagnes: Iterable[Campagne]) -> None:
        self._cycles = {c.pk: c.cycle_id for c in campagnes}
        lignes = RegleRappel.objects.filter(
            Q(campagne__in=self._cycles) | Q(campagne__isnull=True, cycle__in=set(self._cycles.values()))
        )
        self._regles = {(r.campagne_id, r.cycle_id, r.nature, r.genre, r.obligatoire): r for r in lignes}
        en_copie = ReglagesRappels.objects.filter(campagne__in=self._cycles, inspection_en_copie=True)
        self.inspection_en_copie = set(en_copie.values_list("campagne", flat=True))

    def regle(self, campagne: int, cible: Cible) -> RegleRappel | None:
        """The row in force; None where the usual rule is."""
        return next(self._candidates(campagne, cible), None)

    def cadence(self, campagne: int, cible: Cible) -> Cadence:
        regle = self.regle(campagne, cible)
        return cadence_de(regle) if regle else USUELLES[cible.obligatoire]

    def _candidates(self, campagne: int, cible: Cible) -> Iterator[RegleRappel]:
        cycle = self._cycles[campagne]
        # What has a milestone's date follows the milestone's rule: that of its genre is about the others.
        sienne = (cible.nature, "" if cible.nature else cible.genre)
        for nature, genre in dict.fromkeys((sienne, ("", ""))):
            for de in (campagne, None):
                if regle := self._regles.get((de, cycle, nature, genre, cible.obligatoire)):
                    yield regle


def cadence_de(regle: RegleRappel) -> Cadence:
    avant = tuple(jours for jours in (regle.avant_1, regle.avant_2, regle.avant_3) if jours)
    return Cadence(avant, regle.apres, regle.relances)
