"""Where a pôle is slipping: of each resource and step, by how many days, and whether it still lasts.

A step that is over counts from its planned day to the day on which it was done; the one that is awaited now, as every
list counts it; those to come are nobody's lateness yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Min

from productions.etapes import Etape
from productions.etats import EtatRelecture
from productions.models import Relecture, Ressource, Version
from productions.queries.dates import du_plan
from validations.etats import Issue
from validations.models import DemandeValidation

from .tableau import est_en_retard

if TYPE_CHECKING:
    from poles.models import Campagne

ETAPES = (Etape.FICHE, Etape.V1, Etape.RELECTURE, Etape.V2, Etape.TEST, Etape.VALIDATION)
# Days from which a cell is darker; its number says the same.
PALIERS = (1, 8, 15, 31)
LIGNES_MAX = 15


@dataclass(frozen=True)
class Case:
    etape: Etape
    jours: int = 0
    en_cours: bool = False

    @property
    def niveau(self) -> int:
        return sum(self.jours >= palier for palier in PALIERS)


@dataclass(frozen=True)
class LigneDeRetard:
    ressource: Ressource
    cases: list[Case]

    @property
    def ordre(self) -> tuple[int, int]:
        """What lasts first, the longest at the top; then what was late."""
        return -max(c.jours for c in self.cases if c.en_cours or not c.jours), -sum(c.jours for c in self.cases)


@dataclass(frozen=True)
class Pied:
    """Of one step: how many are late there today, and how long the lates of the year last on average."""

    etape: Etape
    en_retard: int
    moyenne: int


@dataclass(frozen=True)
class Glissement:
    lignes: list[LigneDeRetard]
    pieds: list[Pied]
    etapes: tuple[Etape, ...] = ETAPES

    @property
    def montrees(self) -> list[LigneDeRetard]:
        return self.lignes[:LIGNES_MAX]

    @property
    def reste(self) -> int:
        return len(self.lignes) - len(self.montrees)

    @property
    def pire(self) -> Pied | None:
        """The step where the most are late today."""
        return max((pied for pied in self.pieds if pied.en_retard), key=lambda pied: pied.en_retard, default=None)


def glissement(campagne: Campagne, ressources: Iterable[Ressource], jour: date) -> Glissement:
    """`ressources`: as `tableau.charger` gives them. Three queries more."""
    vivantes = [r for r in ressources if r.ou]
    passes = _passes(campagne, vivantes)
    lignes = [LigneDeRetard(r, _cases(r, passes[r.pk], jour)) for r in vivantes]
    tardives = sorted((x for x in lignes if any(c.jours for c in x.cases)), key=lambda x: (*x.ordre, x.ressource.titre))
    pieds = []
    for rang, etape in enumerate(ETAPES):
        siennes = [ligne.cases[rang] for ligne in tardives if ligne.cases[rang].jours]
        moyenne = round(sum(c.jours for c in siennes) / len(siennes)) if siennes else 0
        pieds.append(Pied(etape, sum(c.en_cours for c in siennes), moyenne))
    return Glissement(tardives, pieds)


def _cases(ressource: Ressource, passes: dict[Etape, int], jour: date) -> list[Case]:
    cases = []
    for etape in ETAPES:
        if etape == ressource.ou and est_en_retard(ressource, jour):
            cases.append(Case(etape, (jour - ressource.situation.jour).days, en_cours=True))
        else:
            cases.append(Case(etape, passes.get(etape, 0)))
    return cases


def _passes(campagne: Campagne, ressources: Iterable[Ressource]) -> dict[int, dict[Etape, int]]:
    """Of each resource, the days of lateness of what was done after its day."""
    par_id, zone = {r.pk: r for r in ressources}, ZoneInfo(campagne.fuseau)
    retards: dict[int, dict[Etape, int]] = defaultdict(dict)

    def noter(pk: int, etape: Etape, prevu: date | None, fait: datetime) -> None:
        jours = (fait.astimezone(zone).date() - prevu).days if prevu else 0
        retards[pk][etape] = max(jours, retards[pk].get(etape, 0))

    versions = Version.objects.filter(ressource__in=par_id, numero__lte=2, annulee_le__isnull=True).order_by()
    for pk, numero, le in versions.values_list("ressource", "numero", "deposee_le"):
        r = par_id[pk]
        noter(pk, *((Etape.V1, r.prevu_v1) if numero == 1 else (Etape.V2, r.prevu_v2)), le)
    rendues = Relecture.objects.filter(version__ressource__in=par_id, etat=EtatRelecture.RENDUE).order_by()
    rendues = rendues.annotate(prevue=du_plan("version__ressource__", "echeance"))
    for pk, prevue, le in rendues.values_list("version__ressource", "prevue", "etat_depuis"):
        noter(pk, Etape.RELECTURE, prevue or par_id[pk].prevu_relecture, le)
    decidees = DemandeValidation.objects.filter(ressource__in=par_id, close_le__isnull=False)
    decidees = decidees.exclude(issue=Issue.RETIREE).order_by().values("ressource").annotate(le=Min("close_le"))
    for pk, le in decidees.values_list("ressource", "le"):
        noter(pk, Etape.VALIDATION, par_id[pk].prevu_validation, le)
    return retards
