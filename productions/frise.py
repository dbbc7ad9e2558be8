"""The planned days of a fiche drawn on the school year: positions for an SVG. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calendrier.models import JourSansClasse

# In the drawing's own units, whole numbers: a French decimal comma would break it.
LARGEUR = 680
LIGNES = (58, 96)
INITIALES = "JFMAMJJASOND"


@dataclass(frozen=True)
class Frise:
    mois: list[tuple[int, int, str]]  # left edge, middle, initial
    periodes: list[tuple[int, int, str]]  # left edge, width, name
    points: list[tuple[int, int, int, str]]  # x, y, number, what
    aujourdhui: int | None


def dessiner(
    jours: Sequence[tuple[str, date | None]],
    periodes: Iterable[JourSansClasse],
    *,
    debut: date,
    fin: date,
    aujourdhui: date,
) -> Frise:
    """Place the days, numbered in the order given, between `debut` and `fin`, widened to whole months and to hold all.

    Neighbours alternate on two lines, so that dates close together stay readable.
    """
    prevus = [(numero, quoi, jour) for numero, (quoi, jour) in enumerate(jours, 1) if jour]
    premier = min([debut, *(jour for *_, jour in prevus)]).replace(day=1)
    dernier = _mois_suivant(max([fin, *(jour for *_, jour in prevus)]))
    total = (dernier - premier).days

    def x(jour: date) -> int:
        return round((jour - premier).days * LARGEUR / total)

    return Frise(
        mois=[(x(m), (x(m) + x(_mois_suivant(m))) // 2, INITIALES[m.month - 1]) for m in _mois(premier, dernier)],
        periodes=[
            (x(max(p.debut, premier)), max(2, x(p.fin) - x(max(p.debut, premier))), p.libelle)
            for p in periodes
            if p.fin >= premier and p.debut < dernier
        ],
        points=[(x(jour), LIGNES[rang % 2], numero, quoi) for rang, (numero, quoi, jour) in enumerate(prevus)],
        aujourdhui=x(aujourdhui) if premier <= aujourdhui < dernier else None,
    )


def _mois_suivant(jour: date) -> date:
    return date(jour.year + jour.month // 12, jour.month % 12 + 1, 1)


def _mois(premier: date, dernier: date) -> list[date]:
    mois = [premier]
    while (suivant := _mois_suivant(mois[-1])) < dernier:
        mois.append(suivant)
    return mois
