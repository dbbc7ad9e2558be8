"""The four uses of a pôle, each with the grid in force, its draft, and how many sheets were handed in along it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from grilles.etats import EtatVersion, Usage
from grilles.models import Feuille, VersionGrille
from grilles.remises import remises
from poles.models import Campagne


@dataclass
class Ligne:
    usage: Usage
    fournie: VersionGrille
    # The pôle's own, the newest first.
    siennes: list[VersionGrille] = field(default_factory=list)
    # Handed in, by version; empty until somebody uses the grid.
    remises: Counter[int] = field(default_factory=Counter)

    @property
    def en_vigueur(self) -> VersionGrille:
        return next((v for v in self.siennes if v.etat == EtatVersion.EN_VIGUEUR), self.fournie)

    @property
    def brouillon(self) -> VersionGrille | None:
        return next((v for v in self.siennes if v.modifiable), None)

    @property
    def du_pole(self) -> bool:
        return not self.en_vigueur.grille.fournie

    @property
    def reponses(self) -> int:
        """Along the version in force."""
        return self.remises[self.en_vigueur.pk]

    @property
    def historique(self) -> list[tuple[VersionGrille, int]]:
        """Those that are or were in force, each with its number of sheets."""
        return [(v, self.remises[v.pk]) for v in self.siennes if not v.modifiable]


def lignes_de(campagne: Campagne) -> list[Ligne]:
    """In the order of the uses: one query for the grids, one for the sheets of each use."""
    return [_ligne(campagne, usage, versions) for usage, versions in _versions(campagne, *Usage).items()]


def ligne_de(campagne: Campagne, usage: str) -> Ligne:
    return _ligne(campagne, Usage(usage), _versions(campagne, usage)[Usage(usage)])


def _versions(campagne: Campagne, *usages: str) -> dict[Usage, list[VersionGrille]]:
    rangees: dict[Usage, list[VersionGrille]] = {Usage(usage): [] for usage in usages}
    siennes = VersionGrille.objects.filter(grille__usage__in=usages, grille__campagne=campagne)
    fournies = VersionGrille.objects.filter(
        grille__usage__in=usages, grille__campagne__isnull=True, etat=EtatVersion.EN_VIGUEUR
    )
    for version in (siennes | fournies).select_related("grille__campagne").order_by("-numero", "pk"):
        rangees[Usage(version.grille.usage)].append(version)
    return rangees


def _ligne(campagne: Campagne, usage: Usage, versions: list[VersionGrille]) -> Ligne:
    comptees: Counter[int] = Counter()
    if (rendues := remises(campagne, usage)) is not None:
        parties = Feuille.objects.filter(pk__in=rendues).order_by().values_list("version_grille")
        comptees.update(dict(parties.annotate(nombre=Count("pk"))))
    fournie = next(v for v in versions if v.grille.fournie)
    return Ligne(usage, fournie, [v for v in versions if not v.grille.fournie], comptees)
