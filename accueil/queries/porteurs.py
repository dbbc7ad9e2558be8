"""Who carries what in a pôle: productions, relectures and class tests in hand. For whoever leads it alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from poles.models import Fonction
from poles.queries import equipe
from productions.etapes import FINIES, Avancement
from productions.models import Ressource, TestEnClasse
from productions.queries.ressources import relectures_attendues

from .tableau import est_en_retard

if TYPE_CHECKING:
    from comptes.models import Personne
    from poles.models import Campagne


@dataclass
class Porteur:
    personne: Personne
    productions: int = 0
    retards: int = 0  # of what this person produces, whoever is awaited
    relectures: int = 0
    relecture_le: date | None = None  # the first one to hand in
    tests: int = 0
    test_le: date | None = None

    @property
    def charge(self) -> int:
        return self.productions + self.relectures + self.tests


def porteurs_de(campagne: Campagne, ressources: Iterable[Ressource], jour: date) -> list[Porteur]:
    """The most loaded first; of the team, those who have nothing in hand too. Three queries.

    `ressources`: as `tableau.charger` gives them.
    """
    ressources = list(ressources)
    porteurs: dict[int, Porteur] = {}

    def porteur(personne: Personne) -> Porteur:
        return porteurs.setdefault(personne.pk, Porteur(personne))

    for mandat in equipe(campagne, jour, Fonction.ENSEIGNANT, Fonction.COORDINATEUR):
        porteur(mandat.personne)
    for ressource in ressources:
        for lien in ressource.liens_producteurs.all():
            sien = porteur(lien.personne)
            sien.productions += ressource.etat not in FINIES
            sien.retards += est_en_retard(ressource, jour)
    for relecture in relectures_attendues(r.pk for r in ressources):
        sien = porteur(relecture.relecteur)
        sien.relectures += 1
        sien.relecture_le = _premier(sien.relecture_le, relecture.echeance)
    tests = TestEnClasse.objects.demandes().filter(version__ressource__in=ressources, testeur__isnull=False)
    for test in tests.select_related("testeur"):
        sien = porteur(test.testeur)
        sien.tests += 1
        sien.test_le = _premier(sien.test_le, test.jour_prevu)
    return sorted(porteurs.values(), key=lambda p: (-p.charge, p.personne.nom, p.personne.prenom, p.personne.pk))


def _premier(*jours: date | None) -> date | None:
    return min((jour for jour in jours if jour), default=None)


def liens_du_porteur(campagne: Campagne, qui: int) -> dict[str, str]:
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    ressources, tests = (reverse(f"productions:{vue}", args=adresse) for vue in ("ressources", "tests_du_pole"))
    return {
        "productions": f"{ressources}?producteur={qui}&avancement={Avancement.EN_COURS}",
        "retards": f"{ressources}?producteur={qui}&retard=1",
        "relectures": f"{ressources}?relecteur={qui}",
        "tests": f"{tests}?testeur={qui}&etat=attendu",
    }
