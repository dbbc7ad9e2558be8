"""Where a pôle is slipping: of each resource and step, by how many days, and whether it still lasts.

A step that is over counts from its planned day to the day on which it was done; what is late today, as every list
counts it (`productions/queries/retards.py`); those to come are nobody's lateness yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Min, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from calendrier.models import NatureEcheance
from calendrier.queries import jour_effectif
from journal.models import Ecriture
from productions.etapes import Etape
from productions.etats import EtatRelecture, EtatTest
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Relecture, Ressource, TestEnClasse, Version
from productions.queries.dates import du_plan, jour_du_plan, jour_en_vigueur
from productions.queries.retards import DATEES, avec_attente, colonne, en_retard
from validations.etats import Issue
from validations.models import DemandeValidation

if TYPE_CHECKING:
    from poles.models import Campagne

Jours = dict[Etape, int]
# A resource, a step, the day that was planned, when it was done.
Fait = tuple[int, Etape, date | None, datetime]
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
    ressource: int
    titre: str
    cases: list[Case]

    @property
    def url(self) -> str:
        return reverse("accueil:ressource", args=[self.ressource])

    @property
    def ordre(self) -> tuple[int, int, str, int]:
        """What lasts first, the longest at the top; then what was late."""
        en_cours = max((c.jours for c in self.cases if c.en_cours), default=0)
        return -en_cours, -sum(c.jours for c in self.cases), self.titre, self.ressource


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
    etapes: tuple[Etape, ...] = DATEES

    @property
    def montrees(self) -> list[LigneDeRetard]:
        return self.lignes[:LIGNES_MAX]

    @property
    def reste(self) -> int:
        return len(self.lignes) - len(self.montrees)

    @property
    def pires(self) -> list[Pied]:
        """The steps where the most are late today: several when they are as many, none when nothing is."""
        plus = max((pied.en_retard for pied in self.pieds), default=0)
        return [pied for pied in self.pieds if plus and pied.en_retard == plus]


def glissement(campagne: Campagne, ressources: QuerySet[Ressource], jour: date) -> Glissement:
    """Of all of them that are not abandoned. Eight queries, of numbers, titles and days alone."""
    vivantes = ressources.exclude(etat=R.ABANDONNEE).order_by()
    passes, durent = _passes(vivantes, ZoneInfo(campagne.fuseau)), _durent(vivantes, jour)
    titres = dict(vivantes.values_list("pk", "titre"))
    lignes = [
        LigneDeRetard(pk, titres[pk], [_case(etape, durent[pk], passes[pk]) for etape in DATEES])
        for pk in {**passes, **durent}
    ]
    tardives = sorted((x for x in lignes if any(c.jours for c in x.cases)), key=lambda x: x.ordre)
    pieds = []
    for rang, etape in enumerate(DATEES):
        siennes = [ligne.cases[rang] for ligne in tardives if ligne.cases[rang].jours]
        moyenne = round(sum(c.jours for c in siennes) / len(siennes)) if siennes else 0
        pieds.append(Pied(etape, sum(c.en_cours for c in siennes), moyenne))
    return Glissement(tardives, pieds)


def _case(etape: Etape, durent: Jours, passes: Jours) -> Case:
    return Case(etape, durent[etape], en_cours=True) if etape in durent else Case(etape, passes.get(etape, 0))


def _durent(ressources: QuerySet[Ressource], jour: date) -> dict[int, Jours]:
    """Of each resource that is late today, the days of each step that is."""
    tardives = avec_attente(en_retard(ressources, jour), jour)
    retards: dict[int, Jours] = defaultdict(dict)
    for pk, *dues in tardives.values_list("pk", *map(colonne, DATEES)):
        retards[pk] = {e: (jour - due).days for e, due in zip(DATEES, dues, strict=True) if due and due < jour}
    return retards


def _passes(ressources: QuerySet[Ressource], zone: ZoneInfo) -> dict[int, Jours]:
    """Of each resource, the days of lateness of what was done after its day."""
    retards: dict[int, Jours] = defaultdict(dict)
    for faites in (_fiches, _versions, _relectures, _tests, _validations):
        for pk, etape, prevu, fait in faites(ressources):
            jours = (fait.astimezone(zone).date() - prevu).days if prevu else 0
            retards[pk][etape] = max(jours, retards[pk].get(etape, 0))
    return retards


def _fiches(ressources: QuerySet[Ressource]) -> Iterator[Fait]:
    """From the milestone to the first time that the fiche was retained; not one that was begun after it."""
    prevue = jour_effectif("fiche__campagne__", NatureEcheance.FICHES_PROJET)
    lues = ressources.annotate(prevue=prevue).filter(prevue__gte=TruncDate("fiche__cree_le"))
    fiches = list(lues.values_list("pk", "fiche", "prevue"))
    chaines = {f"fiche:{fiche}" for _, fiche, _ in fiches}
    retenues = Ecriture.objects.filter(chaine__in=chaines, action="ficheprojet.retenir").order_by()
    premieres = dict(retenues.values_list("chaine").annotate(Min("ecrite_le")))
    for pk, fiche, prevu in fiches:
        if le := premieres.get(f"fiche:{fiche}"):
            yield pk, Etape.FICHE, prevu, le


def _versions(ressources: QuerySet[Ressource]) -> Iterator[Fait]:
    etapes = {1: (Etape.V1, NatureReport.V1), 2: (Etape.V2, NatureReport.V2)}
    deposees = Version.objects.filter(
        ressource__in=ressources.values("pk"), numero__in=etapes, annulee_le__isnull=True
    ).order_by()
    jours = (When(numero=n, then=jour_en_vigueur(nature, "ressource__")) for n, (_, nature) in etapes.items())
    prevues = deposees.annotate(prevue=models.Case(*jours, output_field=models.DateField()))
    for pk, numero, prevu, le in prevues.values_list("ressource", "numero", "prevue", "deposee_le"):
        yield pk, etapes[numero][0], prevu, le


def _relectures(ressources: QuerySet[Ressource]) -> Iterator[Fait]:
    chemin = "version__ressource__"
    rendues = Relecture.objects.filter(version__ressource__in=ressources.values("pk"), etat=EtatRelecture.RENDUE)
    prevue = Coalesce(du_plan(chemin, "echeance"), jour_du_plan("jour_relecture", chemin))
    lues = rendues.order_by().annotate(prevue=prevue)
    for pk, prevu, le in lues.values_list("version__ressource", "prevue", "etat_depuis"):
        yield pk, Etape.RELECTURE, prevu, le


def _tests(ressources: QuerySet[Ressource]) -> Iterator[Fait]:
    """To the day on which the answers came."""
    rendus = TestEnClasse.objects.filter(version__ressource__in=ressources.values("pk"), etat=EtatTest.RENDU)
    for pk, prevu, le in rendus.order_by().values_list("version__ressource", "jour_prevu", "rendu_le"):
        yield pk, Etape.TEST, prevu, le


def _validations(ressources: QuerySet[Ressource]) -> Iterator[Fait]:
    decidees = DemandeValidation.objects.filter(ressource__in=ressources.values("pk"), close_le__isnull=False)
    decidees = decidees.exclude(issue=Issue.RETIREE).order_by()
    prevues = decidees.annotate(prevue=jour_en_vigueur(NatureReport.VALIDATION, "ressource__"))
    for pk, prevu, le in (
        prevues.values("ressource", "prevue").annotate(le=Min("close_le")).values_list("ressource", "prevue", "le")
    ):
        yield pk, Etape.VALIDATION, prevu, le
