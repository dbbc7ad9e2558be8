"""What reading an archive may cost, whatever it announces."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .refus import ArchiveRefusee

MO = 1024 * 1024
# In bytes: what is read or opened at one go.
BLOC = 64 * 1024


@dataclass(frozen=True)
class Limites:
    """An honest backup is mostly images and videos, which do not shrink: it opens to little more than its weight."""

    membres: int = 40_000
    octets_d_office: int = 256 * MO  # opened, whatever the weight: text shrinks well
    fois_le_poids: int = 3  # and as much again for each byte of the file
    rapport: int = 100  # opened bytes for one that is stored, looked at once `seuil_du_rapport` bytes are open
    seuil_du_rapport: int = 32 * MO
    octets_xml: int = 48 * MO
    secondes: float = 300.0


@dataclass
class Budget:
    """Counts what one reading costs, and stops it. `suivre` is told, once a second, how far it is (0 to 100)."""

    poids: int
    limites: Limites = field(default_factory=Limites)
    suivre: Callable[[int], None] | None = None
    parent: Budget | None = None  # of the archive that holds this one
    lus: int = 0
    ouverts: int = 0
    membres: int = 0

    def __post_init__(self) -> None:
        self._debut = self._annonce = time.monotonic()

    @property
    def octets_max(self) -> int:
        return self.limites.octets_d_office + self.limites.fois_le_poids * self.poids

    def membre(self) -> None:
        self.membres += 1
        if self.membres > self.limites.membres:
            raise ArchiveRefusee("nombre")
        if self.membres % 256 == 0:
            self.respirer()

    def lire(self, octets: int) -> None:
        self.lus += octets
        self.respirer()

    def ouvrir(self, octets: int) -> None:
        self.ouverts += octets
        # What is small on the disk may be long to go through once open.
        self.respirer()
        if self.parent:
            self.parent.ouvrir(octets)
        if self.demesure(self.ouverts, self.lus):
            raise ArchiveRefusee("bombe")

    def demesure(self, ouverts: int, stockes: int) -> bool:
        limites = self.limites
        trop = ouverts > limites.seuil_du_rapport and ouverts > limites.rapport * stockes
        return trop or ouverts > self.octets_max

    def respirer(self) -> None:
        """Look at the clock: called for every block read, and for every block opened."""
        if self.parent:
            self.parent.respirer()
        instant = time.monotonic()
        if instant - self._debut > self.limites.secondes:
            raise ArchiveRefusee("duree")
        if self.suivre and instant - self._annonce >= 1:
            self._annonce = instant
            self.suivre(min(99, 100 * self.lus // max(self.poids, 1)))
