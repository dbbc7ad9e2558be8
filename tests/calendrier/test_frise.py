"""The line of the year: what falls where."""

from dataclasses import dataclass
from datetime import date, timedelta

from calendrier.frise import AXE, ECART, LARGEUR, dessiner


@dataclass(frozen=True)
class Point:
    jour: date
    titre: str = "Une date"
    genre: str = "etape"


@dataclass(frozen=True)
class Vacances:
    debut: date
    fin: date
    libelle: str = "Vacances"


DEBUT, FIN = date(2027, 9, 1), date(2028, 8, 31)  # 366 days


def test_les_mois_se_suivent_et_remplissent_la_ligne() -> None:
    frise = dessiner(DEBUT, FIN, [], [], DEBUT)
    assert [m.nom for m in frise.mois][:4] == ["sept.", "oct.", "nov.", "déc."]
    assert len(frise.mois) == 12
    assert frise.mois[0].x == 0
    assert abs(frise.mois[-1].x + frise.mois[-1].largeur - LARGEUR) < 1
    assert frise.aujourdhui == 0


def test_une_periode_deborde_sans_sortir_du_dessin() -> None:
    ete = Vacances(date(2028, 7, 1), date(2028, 9, 15))
    passees = Vacances(date(2027, 7, 1), date(2027, 8, 31))
    [bande] = dessiner(DEBUT, FIN, [], [ete, passees], date(2030, 1, 1)).bandes
    assert bande.x + bande.largeur <= LARGEUR + 0.2
    assert dessiner(DEBUT, FIN, [], [], date(2030, 1, 1)).aujourdhui is None


def test_deux_dates_proches_ne_se_cachent_pas() -> None:
    jour = date(2028, 2, 29)
    points = [Point(jour), Point(jour + timedelta(days=1)), Point(jour + timedelta(days=60)), Point(FIN + timedelta(1))]
    frise = dessiner(DEBUT, FIN, points, [], jour)
    assert len(frise.marques) == 3
    premiere, voisine, lointaine = frise.marques
    assert premiere.y == lointaine.y > AXE
    assert voisine.y > premiere.y
    assert lointaine.x - premiere.x >= ECART
    assert all(0 <= m.x <= LARGEUR and m.y < frise.hauteur for m in frise.marques)
