"""The five steps of the year, from the dates of the calendar."""

from datetime import date, timedelta

from accueil.annee import TITRES, etape_du_jour
from calendrier.models import NatureEcheance as N

JALONS = {
    N.FICHES_PROJET: date(2026, 11, 30),
    N.V2: date(2027, 1, 31),
    N.VALIDATION: date(2027, 5, 15),
    N.VISIO_BILAN: date(2027, 6, 20),
}


def numero(jour: date, jalons=JALONS) -> int:
    return etape_du_jour(jalons, jour).numero


def test_chaque_etape_dure_jusqu_a_son_dernier_jour_compris():
    assert [
        numero(jour)
        for jour in (
            date(2026, 9, 1),
            date(2026, 11, 30),
            date(2026, 12, 1),
            date(2027, 1, 31),
            date(2027, 2, 1),
            date(2027, 5, 16),
            date(2027, 8, 31),
        )
    ] == [1, 1, 2, 3, 4, 5, 5]


def test_sans_date_propre_la_v1_a_la_moitie_du_temps_jusqu_a_la_v2():
    milieu = date(2026, 12, 31)
    assert [numero(milieu), numero(milieu + timedelta(1))] == [2, 3]
    assert numero(milieu, {**JALONS, N.V1: date(2026, 12, 18)}) == 3


def test_une_etape_sans_date_est_passee():
    assert numero(date(2026, 12, 1), {**JALONS, N.V2: None}) == 4
    assert etape_du_jour({}, date(2026, 12, 1)) is None


def test_l_etape_suivante_se_dit():
    etape = etape_du_jour(JALONS, date(2027, 1, 14))
    assert (etape.titre, etape.suivante) == (TITRES[N.V2], TITRES[N.VALIDATION])
    assert (etape.total, etape.fin) == (5, date(2027, 1, 31))
    assert etape_du_jour(JALONS, date(2027, 6, 1)).suivante == ""
