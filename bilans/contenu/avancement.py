"""The progress of the year: of each step, the planned day, the first and last real ones, how many resources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet

from bilans.perimetre import Perimetre
from calendrier.models import Echeance
from calendrier.models import NatureEcheance as N
from calendrier.queries import echeances_par_campagne
from productions.etats import EtatRessource, EtatTest
from productions.models import Ressource, TestEnClasse, Version
from validations.etats import Issue
from validations.models import DemandeValidation, Publication

from .lecture import nees_dans, parvenues_par_etape

# The step, its milestone where it has one.
ETAPES = {
    "v1": ("V1 déposée", N.V1),
    "v2": ("V2 déposée", N.V2),
    "v3": ("V3 déposée", None),
    "test": ("Test en classe rendu", N.TEST_CLASSE),
    "validation": ("Validée", N.VALIDATION),
    "publication": ("Publiée", None),
}


@dataclass(frozen=True)
class Etape:
    libelle: str
    prevue: date | None  # of several pôles, the latest
    premiere: date | None
    derniere: date | None
    atteintes: int
    sur: int  # how many resources are engaged

    @property
    def part(self) -> int:
        """In per cent."""
        return round(100 * self.atteintes / self.sur) if self.sur else 0


def avancement(perimetre: Perimetre) -> list[Etape]:
    """Each resource counts once a step; the days are those on which the first and the last one reached it.

    A resource validated without visas counts, and has no day of its own.
    """
    jours = _jours(perimetre, nees_dans(perimetre.pks).exclude(etat=EtatRessource.ABANDONNEE))
    comptes = parvenues_par_etape(perimetre.pks)
    prevues = _prevues(perimetre)
    return [
        Etape(
            libelle,
            prevues.get(nature) if nature else None,
            min(jours[cle], default=None),
            max(jours[cle], default=None),
            comptes[cle],
            comptes["engagees"],
        )
        for cle, (libelle, nature) in ETAPES.items()
    ]


def _prevues(perimetre: Perimetre) -> dict[str, date]:
    echeances: Iterable[Echeance] = (e for es in echeances_par_campagne(perimetre.campagnes).values() for e in es)
    prevues: dict[str, date] = {}
    for echeance in echeances:
        prevues[echeance.nature] = max(echeance.jour, prevues.get(echeance.nature, echeance.jour))
    return prevues


def _jours(perimetre: Perimetre, engagees: QuerySet[Ressource]) -> dict[str, list[date]]:
    jours: dict[str, list[date]] = {cle: [] for cle in ETAPES}
    versions = Version.objects.filter(annulee_le__isnull=True, ressource__in=engagees.values("pk"))
    deposees = versions.filter(numero__lte=3).order_by().values_list("numero", "deposee_le")
    for numero, instant in deposees:
        jours[f"v{numero}"].append(perimetre.jour_de(instant))
    validees = DemandeValidation.objects.filter(ressource__in=engagees.values("pk"), issue=Issue.VALIDEE)
    for _, instant in validees.order_by().values_list("ressource").annotate(le=Min("close_le")):
        jours["validation"].append(perimetre.jour_de(instant))
    publiees = Publication.objects.filter(ressource__in=engagees.values("pk"), retiree_le__isnull=True)
    for _, jour in publiees.order_by().values_list("ressource").annotate(le=Min("publiee_le")):
        jours["publication"].append(jour)
    tests = TestEnClasse.objects.filter(version__ressource__in=engagees.values("pk"), etat=EtatTest.RENDU)
    for _, instant in tests.order_by().values_list("version__ressource").annotate(le=Min("rendu_le")):
        jours["test"].append(perimetre.jour_de(instant))
    return jours
