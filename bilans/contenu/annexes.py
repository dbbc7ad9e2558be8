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
class Pieces:
    """What stands whole in one pôle's own review, as its académie's lists it."""

    pole: str
    comptes_rendus: list[CompteRendu]
    fiches: list[str]


@dataclass(frozen=True)
class Annexes:
    comptes_rendus: list[CompteRendu]  # whole; of an académie, those of the visios de bilan
    points: list[Point]
    fiches: list[Fiche]  # whole, of a pôle's review alone
    pieces: list[Pieces]  # of an académie's alone, a pôle each: the other minutes and the fiches, by their titles


def annexes(perimetre: Perimetre) -> Annexes:
    """Three queries. An académie's prints the visios' minutes and the points d'étape, and lists the rest."""
    reunions, fiches = _reunions(perimetre), _fiches(perimetre)
    if perimetre.d_un_pole:
        return Annexes([_compte_rendu(r) for r in reunions], _points(perimetre), [_fiche(f) for f in fiches], [])
    visios, autres = [r for r in reunions if r.de_bilan], [r for r in reunions if not r.de_bilan]
    return Annexes([_compte_rendu(r) for r in visios], _points(perimetre), [], _pieces(perimetre, autres, fiches))


def _pieces(perimetre: Perimetre, reunions: list[Reunion], fiches: list[FicheProjet]) -> list[Pieces]:
    """By campaign: two pôles may bear the same name."""
    par_campagne = {c.pk: Pieces(str(c.pole), [], []) for c in perimetre.campagnes}
    for reunion in reunions:
        # Organised from another académie or year, its minutes are in their organiser's own review.
        if reunion.campagne_id in par_campagne:
            par_campagne[reunion.campagne_id].comptes_rendus.append(_compte_rendu(reunion))
    for fiche in fiches:
        par_campagne[fiche.campagne_id].fiches.append(fiche.titre)
    return [pieces for pieces in par_campagne.values() if pieces.comptes_rendus or pieces.fiches]


def _reunions(perimetre: Perimetre) -> list[Reunion]:
    """Those that have minutes."""
    reunies = Reunion.campagnes.through.objects.filter(campagne__in=perimetre.pks)
    lignes = Reunion.objects.filter(pk__in=reunies.values("reunion")).exclude(compte_rendu="")
    return list(lignes.select_related("campagne__pole__academie").order_by("debut", "pk"))


def _compte_rendu(reunion: Reunion) -> CompteRendu:
    return CompteRendu(str(reunion), str(reunion.campagne.pole), reunion.quand.date(), reunion.compte_rendu)


def _points(perimetre: Perimetre) -> list[Point]:
    lignes = EtapeTenue.objects.filter(campagne__in=perimetre.pks).select_related("campagne__pole", "reunion")
    lignes = lignes.order_by("campagne__pole__nom", "jour", "pk")
    # The notes of a point that is a meeting are its minutes, which stand above.
    return [Point(str(e), str(e.campagne.pole), e.jour, e.notes) for e in lignes if not _deja_lu(perimetre, e)]


def _deja_lu(perimetre: Perimetre, etape: EtapeTenue) -> bool:
    minutes = etape.reunion and etape.reunion.compte_rendu
    return bool(minutes) and (perimetre.d_un_pole or etape.reunion.de_bilan)


def _fiches(perimetre: Perimetre) -> list[FicheProjet]:
    retenues = FicheProjet.objects.filter(campagne__in=perimetre.pks, etat=EtatFiche.RETENUE)
    return list(retenues.order_by("titre", "pk"))


def _fiche(fiche: FicheProjet) -> Fiche:
    return Fiche(fiche.titre, fiche.resume, fiche.objectifs, fiche.outils)
