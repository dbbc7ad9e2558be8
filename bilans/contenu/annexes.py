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
    minutes = _comptes_rendus(perimetre)
    fiches = _fiches(perimetre)
    if perimetre.d_un_pole:
        return Annexes([c for c, _ in minutes], _points(perimetre), [f for f, _ in fiches], [])
    return Annexes(
        [c for c, de_bilan in minutes if de_bilan], _points(perimetre), [], _pieces(perimetre, minutes, fiches)
    )


def _pieces(
    perimetre: Perimetre, minutes: list[tuple[CompteRendu, bool]], fiches: list[tuple[Fiche, str]]
) -> list[Pieces]:
    par_pole = {str(c.pole): Pieces(str(c.pole), [], []) for c in perimetre.campagnes}
    for compte_rendu, de_bilan in minutes:
        if not de_bilan and compte_rendu.pole in par_pole:
            par_pole[compte_rendu.pole].comptes_rendus.append(compte_rendu)
    for fiche, pole in fiches:
        par_pole[pole].fiches.append(fiche.titre)
    return [pieces for pieces in par_pole.values() if pieces.comptes_rendus or pieces.fiches]


def _comptes_rendus(perimetre: Perimetre) -> list[tuple[CompteRendu, bool]]:
    """Each with whether it is a visio de bilan's."""
    reunies = Reunion.campagnes.through.objects.filter(campagne__in=perimetre.pks)
    lignes = Reunion.objects.filter(pk__in=reunies.values("reunion")).exclude(compte_rendu="")
    lignes = lignes.select_related("campagne__pole__academie").order_by("debut", "pk")
    return [(CompteRendu(str(r), str(r.campagne.pole), r.quand.date(), r.compte_rendu), r.de_bilan) for r in lignes]


def _points(perimetre: Perimetre) -> list[Point]:
    lignes = EtapeTenue.objects.filter(campagne__in=perimetre.pks).select_related("campagne__pole", "reunion")
    lignes = lignes.order_by("campagne__pole__nom", "jour", "pk")
    # The notes of a point that is a meeting are its minutes, which stand above.
    return [Point(str(e), str(e.campagne.pole), e.jour, e.notes) for e in lignes if not _deja_lu(perimetre, e)]


def _deja_lu(perimetre: Perimetre, etape: EtapeTenue) -> bool:
    minutes = etape.reunion and etape.reunion.compte_rendu
    return bool(minutes) and (perimetre.d_un_pole or etape.reunion.de_bilan)


def _fiches(perimetre: Perimetre) -> list[tuple[Fiche, str]]:
    """Each with its pôle."""
    retenues = FicheProjet.objects.filter(campagne__in=perimetre.pks, etat=EtatFiche.RETENUE)
    retenues = retenues.select_related("campagne__pole").order_by("titre", "pk")
    return [(Fiche(f.titre, f.resume, f.objectifs, f.outils), str(f.campagne.pole)) for f in retenues]
