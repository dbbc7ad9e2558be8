"""The shape of a large data set: how many académies, pôles and cycles hold that many resources. No database."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

# What a pôle makes in a year, and how many years are kept.
PAR_CAMPAGNE = 22
CYCLES = 5
ACADEMIES_MAX = 30
POLES_PAR_ACADEMIE = 30
ENSEIGNANTS_PAR_POLE = 8
# An inspector follows that many pôles.
POLES_PAR_INSPECTEUR = 3


@dataclass(frozen=True)
class Plan:
    ressources: int

    @property
    def poles(self) -> int:
        return max(1, ceil(self.ressources / (PAR_CAMPAGNE * CYCLES)))

    @property
    def academies(self) -> int:
        return min(ACADEMIES_MAX, ceil(self.poles / POLES_PAR_ACADEMIE))

    @property
    def campagnes(self) -> int:
        return self.poles * CYCLES

    def de_la_campagne(self, rang: int) -> int:
        """How many resources the campaign of that rank (from 0) makes: the same everywhere, within one."""
        return self.ressources * (rang + 1) // self.campagnes - self.ressources * rang // self.campagnes
