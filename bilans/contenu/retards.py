"""What came after its date, or is late today, each with the reason chosen for the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bilans.perimetre import Perimetre
from calendrier.models import NatureEcheance as N
from productions.etats import EtatRessource as R
from productions.models import Ressource

from .motifs import SANS_MOTIF, Cle, Motif

# The version that answers a milestone, and the words for it.
_VERSIONS = {1: ("la V1", N.V1, "prevu_v1"), 2: ("la V2", N.V2, "prevu_v2")}


@dataclass(frozen=True)
class Retard:
    pk: int
    titre: str
    pole: str
    etape: str  # the milestone, as NatureReport has it
    quoi: str  # « la V2 »
    prevu: date
    fait: date | None  # None: still awaited
    jours: int
    reporte: bool  # an extension was granted, and passed too
    motif: Motif

    @property
    def cle(self) -> Cle:
        return self.pk, self.etape


def retards(perimetre: Perimetre, ressources: Iterable[Ressource], motifs: Mapping[Cle, Motif]) -> list[Retard]:
    """The latest first; no query. What is abandoned is nobody's lateness."""
    trouves = [retard for r in ressources if r.etat != R.ABANDONNEE for retard in _de(perimetre, r, motifs)]
    return sorted(trouves, key=lambda r: (-r.jours, r.titre, r.pk, r.quoi))


def _de(perimetre: Perimetre, ressource: Ressource, motifs: Mapping[Cle, Motif]) -> Iterable[Retard]:
    deposees = {v.numero: perimetre.jour_de(v.deposee_le) for v in ressource.versions.all()}
    etapes = [(*mots, deposees.get(numero)) for numero, mots in _VERSIONS.items()]
    validee = min((d.close_le for d in ressource.demandes.all() if d.decidee), default=None)
    if ressource.pour_la_classe and (validee or len(deposees) > 1):
        le = perimetre.jour_de(validee) if validee else None
        etapes.append(("la validation", N.VALIDATION, "prevu_validation", le))
    for quoi, nature, champ, fait in etapes:
        prevu = getattr(ressource, champ)
        if prevu and (fait or perimetre.jour) > prevu:
            motif = motifs.get((ressource.pk, nature), SANS_MOTIF)
            yield _un(perimetre, ressource, quoi, nature, prevu, fait, motif)


def _un(
    perimetre: Perimetre, ressource: Ressource, quoi: str, nature: str, prevu: date, fait: date | None, motif: Motif
) -> Retard:
    return Retard(
        pk=ressource.pk,
        titre=ressource.titre,
        pole=str(ressource.campagne_origine.pole),
        etape=str(nature),
        quoi=quoi,
        prevu=prevu,
        fait=fait,
        jours=((fait or perimetre.jour) - prevu).days,
        reporte=any(report.nature == nature for report in ressource.accordes),
        motif=motif,
    )
