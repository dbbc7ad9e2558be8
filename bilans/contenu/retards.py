"""What came after its date, or is late today. A reason given for an extension stays between those who know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bilans.perimetre import Perimetre
from calendrier.models import NatureEcheance as N
from productions.etats import EtatRessource as R
from productions.models import Ressource

# The version that answers a milestone, and the words for it.
_VERSIONS = {1: ("la V1", N.V1, "prevu_v1"), 2: ("la V2", N.V2, "prevu_v2")}


@dataclass(frozen=True)
class Retard:
    pk: int
    titre: str
    pole: str
    quoi: str  # « la V2 »
    prevu: date
    fait: date | None  # None: still awaited
    jours: int
    reporte: bool  # an extension was granted, and passed too
    motifs: tuple[str, ...]  # for whoever leads the pôle alone; never printed


def retards(perimetre: Perimetre, ressources: Iterable[Ressource]) -> list[Retard]:
    """The latest first; no query. What is abandoned is nobody's lateness."""
    trouves = [retard for r in ressources if r.etat != R.ABANDONNEE for retard in _de(perimetre, r)]
    return sorted(trouves, key=lambda r: (-r.jours, r.titre, r.pk, r.quoi))


def _de(perimetre: Perimetre, ressource: Ressource) -> Iterable[Retard]:
    deposees = {v.numero: perimetre.jour_de(v.deposee_le) for v in ressource.versions.all()}
    for numero, (quoi, nature, champ) in _VERSIONS.items():
        if retard := _un(perimetre, ressource, quoi, nature, getattr(ressource, champ), deposees.get(numero)):
            yield retard
    validee = min((d.close_le for d in ressource.demandes.all() if d.decidee), default=None)
    if ressource.pour_la_classe and (validee or len(deposees) > 1):
        le = perimetre.jour_de(validee) if validee else None
        if retard := _un(perimetre, ressource, "la validation", N.VALIDATION, ressource.prevu_validation, le):
            yield retard


def _un(
    perimetre: Perimetre, ressource: Ressource, quoi: str, nature: str, prevu: date | None, fait: date | None
) -> Retard | None:
    if prevu is None or (fait or perimetre.jour) <= prevu:
        return None
    accordes = [report for report in ressource.accordes if report.nature == nature]
    return Retard(
        pk=ressource.pk,
        titre=ressource.titre,
        pole=str(ressource.campagne_origine.pole),
        quoi=quoi,
        prevu=prevu,
        fait=fait,
        jours=((fait or perimetre.jour) - prevu).days,
        reporte=bool(accordes),
        motifs=tuple(report.motif for report in accordes),
    )
