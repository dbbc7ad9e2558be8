"""The class tests: classes and pupils, what testers answered, strong points and irritants by theme.

« Pas une démarche de recherche »: counts and words, no score. A tester is never named; what was masked is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from bilans.models import Bilan
from bilans.perimetre import Perimetre
from grilles.etats import GenreQuestion
from grilles.models import Feuille, Reponse
from grilles.queries import Somme, sommes
from productions.etats import EtatTest
from productions.models import Constat, NatureReport, TestEnClasse

from .motifs import SANS_MOTIF, Cle, Motif

# On a card; the others stand on the resource's page.
IMPRESSIONS_PAR_CARTE = 3


@dataclass(frozen=True)
class Theme:
    libelle: str
    nombre: int
    verbatims: tuple[str, ...]  # those chosen


@dataclass(frozen=True)
class TestAVenir:
    pk: int  # of the resource
    ressource: str
    pole: str
    jour: date
    tardif: bool  # after the end of the cycle
    motif: Motif

    @property
    def cle(self) -> Cle:
        return self.pk, NatureReport.TEST_CLASSE.value


@dataclass(frozen=True)
class Tests:
    rendus: int
    eleves: int
    sans_effectif: int  # tests that do not say how many pupils
    etablissements: int
    points_forts: list[Theme]
    irritants: list[Theme]
    sommes: list[Somme]
    a_venir: list[TestAVenir]
    par_ressource: Mapping[int, int]
    impressions: Mapping[int, tuple[str, ...]]


def lire_tests(
    perimetre: Perimetre, bilan: Bilan, motifs: Mapping[Cle, Motif] | None = None, depuis: datetime | None = None
) -> Tests:
    """Eight queries, however many tests. `motifs`: of those that come late; `depuis`: handed in since then alone."""
    lignes = list(rendus_de(perimetre, depuis))
    constats = Constat.objects.filter(test__in=[t.pk for t in lignes], masque=False).order_by("theme", "pk")
    choisis = verbatims_choisis(perimetre, bilan)
    points, irritants = _par_theme(constats, choisis)
    par_ressource: dict[int, int] = defaultdict(int)
    for test in lignes:
        par_ressource[test.version.ressource_id] += 1
    return Tests(
        rendus=len(lignes),
        eleves=sum(t.nombre_eleves or 0 for t in lignes),
        sans_effectif=sum(t.nombre_eleves is None for t in lignes),
        etablissements=len({t.etablissement.strip().casefold() for t in lignes}),
        points_forts=points,
        irritants=irritants,
        sommes=sommes(Feuille.objects.filter(pk__in=[t.feuille_id for t in lignes])),
        a_venir=tests_a_venir(perimetre, motifs or {}),
        par_ressource=par_ressource,
        impressions=_impressions(lignes),
    )


def rendus_de(perimetre: Perimetre, depuis: datetime | None = None) -> QuerySet[TestEnClasse]:
    """Handed in, of the resources born in these campaigns; `depuis`: since that instant."""
    lignes = TestEnClasse.objects.filter(
        etat=EtatTest.RENDU,
        version__ressource__campagne_origine__in=perimetre.pks,
        rendu_le__lte=perimetre.instant,
    )
    if depuis:
        lignes = lignes.filter(rendu_le__gt=depuis)
    return lignes.select_related("version__ressource__campagne_origine__pole").order_by(
        "version__ressource__campagne_origine__pole__nom", "version__ressource__titre", "rendu_le", "pk"
    )


def verbatims_choisis(perimetre: Perimetre, bilan: Bilan | None) -> set[int]:
    """An académie's are those of its pôles' reviews."""
    lien = Bilan.verbatims.through.objects
    if perimetre.d_un_pole:
        lignes = lien.filter(bilan=bilan) if bilan and bilan.pk else lien.none()
    else:
        lignes = lien.filter(bilan__campagne__in=perimetre.pks)
    return set(lignes.values_list("constat", flat=True))


def _par_theme(constats: Iterable[Constat], choisis: set[int]) -> tuple[list[Theme], list[Theme]]:
    """The most often said first."""
    groupes: dict[tuple[str, str], list[Constat]] = defaultdict(list)
    for constat in constats:
        groupes[constat.genre, constat.theme].append(constat)

    def themes(genre: str) -> list[Theme]:
        trouves = [
            Theme(str(theme.label), len(siens), tuple(c.texte for c in siens if c.pk in choisis))
            for theme in Constat.Theme
            if (siens := groupes.get((genre, theme.value)))
        ]
        return sorted(trouves, key=lambda t: -t.nombre)

    return themes(Constat.Genre.POINT_FORT), themes(Constat.Genre.IRRITANT)


def _impressions(lignes: list[TestEnClasse]) -> dict[int, tuple[str, ...]]:
    """What testers wrote of each resource in answer to the obligatory question."""
    ressources = {t.feuille_id: t.version.ressource_id for t in lignes}
    reponses = Reponse.objects.filter(
        feuille__in=ressources, question__genre=GenreQuestion.TEXTE, question__obligatoire=True, masquee=False
    ).order_by("pk")
    dites: dict[int, list[str]] = defaultdict(list)
    for feuille, texte in reponses.values_list("feuille", "texte"):
        dites[ressources[feuille]].append(texte)
    return {ressource: tuple(textes[:IMPRESSIONS_PAR_CARTE]) for ressource, textes in dites.items()}


def tests_a_venir(perimetre: Perimetre, motifs: Mapping[Cle, Motif]) -> list[TestAVenir]:
    """Asked of somebody and not handed in, the soonest first. One query."""
    lignes = (
        TestEnClasse.objects.demandes()
        .filter(version__ressource__campagne_origine__in=perimetre.pks)
        .select_related("version__ressource__campagne_origine__pole")
        .order_by("jour_prevu", "pk")
    )
    return [
        TestAVenir(
            r.pk,
            r.titre,
            str(r.campagne_origine.pole),
            t.jour_prevu,
            t.jour_prevu > perimetre.fin,
            motifs.get((r.pk, NatureReport.TEST_CLASSE.value), SANS_MOTIF),
        )
        for t in lignes
        if (r := t.version.ressource)
    ]
