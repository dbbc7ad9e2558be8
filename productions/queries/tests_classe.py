"""Class tests read with what the pages show, and what their testers said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from grilles.models import Feuille, Reponse
from grilles.queries import Somme, sommes, verbatims
from poles.models import Fonction
from poles.queries import personnes_exercant
from productions.etats import EtatTest
from productions.models import Constat, PhotoDeTest, Ressource, TestEnClasse, Version

if TYPE_CHECKING:
    from comptes.models import Personne

PARENTS = (
    "version__ressource__campagne_suivi__pole__academie",
    "version__ressource__campagne_suivi__cycle",
    "version__ressource__fiche",
    "niveau",
    "testeur",
    "planifie_par",
    "feuille",
)


def habiller_tests(tests: QuerySet[TestEnClasse]) -> QuerySet[TestEnClasse]:
    """With what the lines of a list show."""
    return tests.select_related(*PARENTS)


def tests_de(ressource: Ressource) -> list[TestEnClasse]:
    """Of every version of the resource, the newest first: one query."""
    tests = TestEnClasse.objects.filter(version__ressource=ressource).select_related("version", "niveau")
    return list(tests.order_by("-version__numero", "-version", "jour_prevu", "pk"))


def candidats_au_test(ressource: Ressource, jour: date) -> QuerySet[Personne]:
    """The campaign's teachers and its PREDAC/IAN, except who produces the resource."""
    equipe = personnes_exercant(ressource.campagne_suivi, jour, Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
    return equipe.exclude(pk__in=ressource.liens_producteurs.values("personne")).order_by("nom", "prenom", "pk")


@dataclass(frozen=True)
class Resultats:
    """What the class tests of one version say together; nobody is named. Six queries, however many tests."""

    tests: list[TestEnClasse]
    sommes: list[Somme]
    verbatims: list[Reponse]
    constats: list[Constat]
    photos: list[PhotoDeTest]

    @property
    def rendus(self) -> list[TestEnClasse]:
        return [test for test in self.tests if test.etat == EtatTest.RENDU]

    @property
    def attendus(self) -> list[TestEnClasse]:
        return [test for test in self.tests if test.attendu]

    @property
    def eleves(self) -> int:
        """Pupils, of the tests that say how many."""
        return sum(test.nombre_eleves or 0 for test in self.rendus)

    @property
    def points_forts(self) -> list[Constat]:
        return [c for c in self.constats if c.genre == Constat.Genre.POINT_FORT]

    @property
    def irritants(self) -> list[Constat]:
        return [c for c in self.constats if c.genre == Constat.Genre.IRRITANT]


def resultats_de(version: Version) -> Resultats:
    tests = list(version.tests.select_related("niveau").order_by("jour_prevu", "pk"))
    feuilles = Feuille.objects.filter(pk__in=[t.feuille_id for t in tests if t.etat == EtatTest.RENDU])
    rendus = [t.pk for t in tests if t.etat == EtatTest.RENDU]
    return Resultats(
        tests,
        sommes(feuilles),
        list(verbatims(feuilles)),
        list(Constat.objects.filter(test__in=rendus).order_by("genre", "theme", "pk")),
        list(PhotoDeTest.objects.filter(test__in=rendus)),
    )


def lignes_de_reponses(tests: Iterable[TestEnClasse]) -> Iterator[list[object]]:
    """One line an answer or entry, without who gave it, nor what is masked. `tests`: see `avec_reponses`."""
    for test in tests:
        if test.etat != EtatTest.RENDU:
            continue
        r = test.version.ressource
        debut = [r.titre, test.version.numero, test.pk, test.niveau.nom, test.nombre_eleves, test.jour]
        for reponse in test.feuille.reponses.all():
            if not reponse.masquee:
                yield [*debut, "réponse", reponse.intitule, reponse.texte]
        for constat in test.constats.all():
            if not constat.masque:
                yield [*debut, constat.get_genre_display(), constat.get_theme_display(), constat.texte]


TITRES_DES_REPONSES = (
    "Ressource", "Version", "Test", "Niveau", "Nombre d'élèves", "Date", "Genre", "Question ou thème", "Réponse",
)  # fmt: skip


def avec_reponses(tests: QuerySet[TestEnClasse]) -> QuerySet[TestEnClasse]:
    """With their answers and entries: three more queries, however many tests."""
    reponses = Reponse.objects.order_by("question__section__ordre", "question__ordre", "pk")
    return tests.prefetch_related(Prefetch("feuille__reponses", reponses), "constats")
