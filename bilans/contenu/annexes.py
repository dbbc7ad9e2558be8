"""Behind the review: what was written through the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bilans.perimetre import Perimetre
from productions.etats import EtatFiche
from productions.models import FicheProjet
from suivi.models import EtapeTenue, Reunion


@dataclass(frozen=True)
class CompteRendu:
    titre: str
    pole: str
    le: date
    texte: str


@dataclass(frozen=True)
class Point:
    titre: str
    pole: str
    le: date
    notes: str


@dataclass(frozen=True)
class Fiche:
    titre: str
    resume: str
    objectifs: str
    outils: str


@dataclass(frozen=True)
class Annexes:
    comptes_rendus: list[CompteRendu]
    points: list[Point]
    fiches: list[Fiche]  # of a pôle's review alone


def annexes(perimetre: Perimetre) -> Annexes:
    """Three queries. An académie's keeps the visios' minutes: the others stand in each pôle's own review."""
    return Annexes(_comptes_rendus(perimetre), _points(perimetre), _fiches(perimetre))


def _comptes_rendus(perimetre: Perimetre) -> list[CompteRendu]:
    reunies = Reunion.campagnes.through.objects.filter(campagne__in=perimetre.pks)
    lignes = Reunion.objects.filter(pk__in=reunies.values("reunion")).exclude(compte_rendu="")
    if not perimetre.d_un_pole:
        lignes = lignes.filter(genre="bilan")
    lignes = lignes.select_related("campagne__pole__academie").order_by("debut", "pk")
    return [CompteRendu(str(r), str(r.campagne.pole), r.quand.date(), r.compte_rendu) for r in lignes]


def _points(perimetre: Perimetre) -> list[Point]:
    lignes = EtapeTenue.objects.filter(campagne__in=perimetre.pks).select_related("campagne__pole", "reunion")
    lignes = lignes.order_by("campagne__pole__nom", "jour", "pk")
    # The notes of a point that is a meeting are its minutes, which stand above.
    return [Point(str(e), str(e.campagne.pole), e.jour, e.notes) for e in lignes if not _deja_lu(perimetre, e)]


def _deja_lu(perimetre: Perimetre, etape: EtapeTenue) -> bool:
    minutes = etape.reunion and etape.reunion.compte_rendu
    return bool(minutes) and (perimetre.d_un_pole or etape.reunion.de_bilan)


def _fiches(perimetre: Perimetre) -> list[Fiche]:
    if not perimetre.d_un_pole:
        return []
    retenues = FicheProjet.objects.filter(campagne__in=perimetre.pks, etat=EtatFiche.RETENUE).order_by("titre", "pk")
    return [Fiche(f.titre, f.resume, f.objectifs, f.outils) for f in retenues]
