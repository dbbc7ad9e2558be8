"""What class tests have said since the last sealed document of a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bilans.etats import SCELLES
from bilans.models import Bilan, Generation
from bilans.perimetre import Perimetre, perimetre_de
from productions.models import TestEnClasse

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
    depuis, lus = deja_dit(bilan)
    if depuis is None:
        return None
    perimetre = perimetre_de(bilan, maintenant)
    return Complement(
        perimetre,
        depuis,
        lire_tests(perimetre, bilan, sauf=lus),
        {t.version.ressource_id: t.version.ressource.titre for t in rendus_de(perimetre, lus)},
    )


def deja_dit(bilan: Bilan, sauf: Generation | None = None) -> tuple[datetime | None, set[int]]:
    """When the last sealed document was made, and the tests that all of them (but `sauf`) have told. One query."""
    scelles = bilan.generations.filter(genre__in=SCELLES).order_by("numero").values_list("faite_le", "tests_lus")
    if sauf:
        scelles = scelles.exclude(pk=sauf.pk)
    depuis, lus = None, set()
    for le, tests in scelles:
        depuis = le
        lus |= set(tests)
    return depuis, lus


def nouveaux_tests(bilan: Bilan, maintenant: datetime) -> QuerySet[TestEnClasse]:
    """Handed in, and told by no sealed document; none as long as nothing is sealed."""
    depuis, lus = deja_dit(bilan)
    tests = rendus_de(perimetre_de(bilan, maintenant), lus)
    return tests if depuis else tests.none()


def nombre_de_nouveaux(bilan: Bilan, maintenant: datetime) -> int:
    return nouveaux_tests(bilan, maintenant).count()
