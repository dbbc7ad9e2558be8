"""How far a document is, from what the engine says of its steps. Pure."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# In seconds: the job's row is written no more often than that.
PAUSE = 1.0
# In per cent: where the layout begins and ends, in the work as it was measured.
DEBUT, MISE_EN_PAGE, ECRITURE = 20, 75, 90
# The HTML of a page of a review, in characters: what the number of pages is first guessed from.
CARACTERES_PAR_PAGE = 4000
_PAGE = re.compile(r"Page (\d+)")


@dataclass
class Avancee:
    """Tells `dire` the step in words and the per cent; what it raises stops the work."""

    dire: Callable[[str, int], None]
    pages_attendues: int
    horloge: Callable[[], float] = time.monotonic
    _derniere: float = field(default=0, init=False)
    _pourcent: int = field(default=DEBUT, init=False)

    def suivre(self, etape: str) -> None:
        if page := _PAGE.search(etape):
            numero = int(page[1])
            part = min(1.0, numero / max(1, self.pages_attendues))
            self._avancer(f"Mise en page (page {numero})", DEBUT + int(part * (MISE_EN_PAGE - DEBUT)))
        elif "Repagination" in etape:
            self._avancer("Numéros de page du sommaire", MISE_EN_PAGE)
        elif "Creating PDF" in etape or "metadata" in etape:
            self._avancer("Écriture du PDF", ECRITURE, attendre=False)

    def _avancer(self, libelle: str, pourcent: int, *, attendre: bool = True) -> None:
        """Never backwards: pages are laid out again once their number is known."""
        self._pourcent = max(self._pourcent, pourcent)
        maintenant = self.horloge()
        if attendre and maintenant - self._derniere < PAUSE:
            return
        self._derniere = maintenant
        self.dire(libelle, self._pourcent)


def avancee(dire: Callable[[str, int], None], html: str) -> Avancee:
    return Avancee(dire, max(3, len(html) // CARACTERES_PAR_PAGE))
