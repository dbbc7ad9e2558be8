"""What class tests have said since the last sealed document of a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bilans.etats import SCELLES
from bilans.models import Bilan
from bilans.perimetre import Perimetre, perimetre_de

from .tests import Tests, lire_tests, rendus_de


@dataclass(frozen=True)
class Complement:
    perimetre: Perimetre
    depuis: datetime
    tests: Tests
    ressources: Mapping[int, str]  # the titles of those that were tried

    @property
    def releve(self) -> dict[str, int]:
        return {"tests": self.tests.rendus, "eleves": self.tests.eleves}

    @property
    def impressions(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """Each resource with how many tests, and what testers wrote."""
        return [
            (titre, self.tests.par_ressource[pk], self.tests.impressions.get(pk, ()))
            for pk, titre in self.ressources.items()
        ]


def completer(bilan: Bilan, maintenant: datetime) -> Complement | None:
    """None when nothing was sealed yet: there is nothing to complete."""
    depuis = dernier_scelle(bilan)
    if depuis is None:
        return None
    perimetre = perimetre_de(bilan, maintenant)
    return Complement(
        perimetre,
        depuis,
        lire_tests(perimetre, bilan, depuis=depuis),
        {t.version.ressource_id: t.version.ressource.titre for t in rendus_de(perimetre, depuis)},
    )


def dernier_scelle(bilan: Bilan) -> datetime | None:
    scelles = bilan.generations.filter(genre__in=SCELLES).order_by("-numero")
    return scelles.values_list("faite_le", flat=True).first()


def nombre_de_nouveaux(bilan: Bilan, maintenant: datetime) -> int:
    """How many tests have been handed in since."""
    depuis = dernier_scelle(bilan)
    return rendus_de(perimetre_de(bilan, maintenant), depuis).count() if depuis else 0
