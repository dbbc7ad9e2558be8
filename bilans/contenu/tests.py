"""The class tests: classes and pupils, what testers answered, strong points and irritants by theme.

« Pas une démarche de recherche »: counts and words, no score. A tester is never named; what was masked is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from bilans.models import Bilan
from bilans.perimetre import Perimetre
from grilles.etats import GenreQuestion
from grilles.models import Feuille, Reponse
from grilles.queries import Somme, sommes
from productions.etats import EtatTest
from productions.models import Constat, NatureReport, TestEnClasse

from .motifs import SANS_MOTIF, Cle, Motif


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
    par_ressource: Mapping[int, int]  # those born in an earlier year and followed here included
    impressions: Mapping[int, tuple[str, ...]]  # those chosen, by resource
    lus: tuple[int, ...]  # the numbers of the tests


def lire_tests(
    perimetre: Perimetre, bilan: Bilan, motifs: Mapping[Cle, Motif] | None = None, sauf: Collection[int] = ()
) -> Tests:
    """Ten queries, however many tests. `motifs`: of those that come late; `sauf`: those told already."""
    lignes = list(rendus_de(perimetre, sauf))
    constats = Constat.objects.filter(test__in=[t.pk for t in lignes], masque=False).order_by("theme", "pk")
    choisis = choisis_parmi(Bilan.verbatims, perimetre, bilan)
    points, irritants = _par_theme(constats, choisis)
    return Tests(
        rendus=len(lignes),
        eleves=sum(t.nombre_eleves or 0 for t in lignes),
        sans_effectif=sum(t.nombre_eleves is None for t in lignes),
        etablissements=len({t.etablissement.strip().casefold() for t in lignes}),
        points_forts=points,
        irritants=irritants,
        sommes=sommes(Feuille.objects.filter(pk__in=[t.feuille_id for t in lignes])),
        a_venir=tests_a_venir(perimetre, motifs or {}),
        par_ressource=_par_ressource(perimetre, sauf),
        impressions=_impressions(lignes, choisis_parmi(Bilan.impressions, perimetre, bilan)),
        lus=tuple(t.pk for t in lignes),
    )


def rendus_de(perimetre: Perimetre, sauf: Collection[int] = ()) -> QuerySet[TestEnClasse]:
    """Handed in, of the resources born in these campaigns; `sauf`: those that a sealed document has told."""
    lignes = TestEnClasse.objects.filter(
        etat=EtatTest.RENDU,
        version__ressource__campagne_origine__in=perimetre.pks,
        rendu_le__lte=perimetre.instant,
    ).exclude(pk__in=sauf)
    return lignes.select_related("version__ressource__campagne_origine__pole").order_by(
        "version__ressource__campagne_origine__pole__nom", "version__ressource__titre", "rendu_le", "pk"
    )


def _par_ressource(perimetre: Perimetre, sauf: Collection[int]) -> dict[int, int]:
    """Handed in, by resource that has a card: one carried over says its own, and adds to no figure."""
    siennes = Q(version__ressource__campagne_origine__in=perimetre.pks)
    siennes |= Q(version__ressource__campagne_suivi__in=perimetre.pks)
    rendus = TestEnClasse.objects.filter(siennes, etat=EtatTest.RENDU, rendu_le__lte=perimetre.instant)
    comptes = rendus.exclude(pk__in=sauf).order_by().values("version__ressource").annotate(n=Count("pk"))
    return dict(comptes.values_list("version__ressource", "n"))


def constats_de(tests: QuerySet[TestEnClasse]) -> QuerySet[Constat]:
    """What may be quoted of these tests; what was masked is not read."""
    return Constat.objects.filter(test__in=tests.order_by().values("pk"), masque=False)


def impressions_de(tests: QuerySet[TestEnClasse]) -> QuerySet[Reponse]:
    """Their answers to the obligatory question, each with the title of its `ressource`."""
    titres = TestEnClasse.objects.filter(feuille=OuterRef("feuille")).values("version__ressource__titre")
    return (
        Reponse.objects.filter(
            feuille__in=tests.order_by().values("feuille"),
            question__genre=GenreQuestion.TEXTE,
            question__obligatoire=True,
            masquee=False,
        )
        .annotate(ressource=Subquery(titres[:1]))
        .order_by("pk")
    )


def choisis_parmi(lien: Any, perimetre: Perimetre, bilan: Bilan) -> set[int]:
    """Of `lien` (`Bilan.verbatims`, `Bilan.impressions`); an académie's are those of its pôles' reviews."""
    lignes = lien.through.objects
    if not perimetre.d_un_pole:
        lignes = lignes.filter(bilan__campagne__in=perimetre.pks)
    else:
        lignes = lignes.filter(bilan=bilan) if bilan.pk else lignes.none()
    return set(lignes.values_list(lien.field.m2m_reverse_field_name(), flat=True))


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


def _impressions(lignes: list[TestEnClasse], choisies: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Of each resource, those that were chosen to be printed on its card."""
    ressources = {t.feuille_id: t.version.ressource_id for t in lignes}
    reponses = Reponse.objects.filter(feuille__in=ressources, pk__in=choisies, masquee=False).order_by("pk")
    dites: dict[int, list[str]] = defaultdict(list)
    for feuille, texte in reponses.values_list("feuille", "texte"):
        dites[ressources[feuille]].append(texte)
    return {ressource: tuple(textes) for ressource, textes in dites.items()}


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
