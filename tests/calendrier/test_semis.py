"""Days without class: what is seeded, and for whom."""

from datetime import date, timedelta

import pytest

from calendrier.jours import avertissement, empechement, semaines_de_classe
from calendrier.models import JourSansClasse
from calendrier.queries import periodes_sans_classe
from calendrier.semis import feries, semer, vacances
from tests import fabrique

pytestmark = pytest.mark.django_db
DEBUT, FIN = date(2026, 9, 1), date(2027, 8, 31)


def test_les_vacances_de_la_zone_c():
    periodes = {p.libelle: (p.debut, p.fin) for p in vacances(fabrique.academie("Toulouse"), DEBUT, FIN)}
    # Arrêté of the school calendar 2026-2027: classes end the evening before, and start again the day after.
    assert periodes["Vacances de la Toussaint"] == (date(2026, 10, 17), date(2026, 11, 1))
    assert periodes["Vacances de Noël"] == (date(2026, 12, 19), date(2027, 1, 3))
    assert periodes["Vacances d'hiver"] == (date(2027, 2, 6), date(2027, 2, 21))
    assert periodes["Vacances de printemps"] == (date(2027, 4, 3), date(2027, 4, 18))


def test_les_zones_different():
    hivers = {
        nom: next(p.debut for p in vacances(fabrique.academie(nom), DEBUT, FIN) if "hiver" in p.libelle)
        for nom in ("Lyon", "Lille", "Toulouse")
    }
    assert len(set(hivers.values())) == 3


@pytest.mark.parametrize("nom", ["Corse", "La Réunion", "Guadeloupe", "Guyane", "Martinique", "Mayotte"])
def test_hors_des_trois_zones_seuls_les_jours_feries_sont_poses(nom):
    academie = fabrique.academie(nom)
    semer(academie, DEBUT, FIN)
    genres = set(academie.jours_sans_classe.values_list("genre", flat=True))
    assert genres == {JourSansClasse.Genre.FERIE}


def test_les_jours_feries_du_territoire():
    def jours(nom: str) -> set[date]:
        return {p.debut for p in feries(fabrique.academie(nom), DEBUT, FIN)}

    communs = {date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25), date(2027, 1, 1), date(2027, 5, 1)}
    assert communs <= jours("Toulouse")
    assert date(2026, 12, 26) in jours("Strasbourg") - jours("Toulouse")  # Alsace-Moselle
    assert date(2026, 12, 20) in jours("La Réunion") - jours("Toulouse")  # the abolition of slavery
    assert all(p.debut == p.fin for p in feries(fabrique.academie(), DEBUT, FIN))


def test_semer_deux_fois_n_ajoute_rien_et_respecte_les_corrections():
    academie = fabrique.academie()
    assert semer(academie, DEBUT, FIN) > 10
    noel = academie.jours_sans_classe.get(libelle="Vacances de Noël")
    noel.fin = date(2027, 1, 4)
    noel.save()
    assert semer(academie, DEBUT, FIN) == 0
    noel.refresh_from_db()
    assert noel.fin == date(2027, 1, 4)


def test_les_vacances_a_cheval_sur_deux_cycles_restent_entieres():
    academie = fabrique.academie()
    # A cycle's late class tests run until 31 December, in the middle of the next one's holidays.
    for debut in (2026, 2027):
        semer(academie, date(debut, 9, 1), date(debut + 1, 12, 31))
    noel = academie.jours_sans_classe.get(libelle="Vacances de Noël", debut__year=2027)
    assert (noel.debut, noel.fin) == (date(2027, 12, 18), date(2028, 1, 2))


def test_une_annee_que_la_bibliotheque_ignore_ne_casse_rien():
    academie = fabrique.academie()
    assert semer(academie, date(2040, 9, 1), date(2041, 8, 31)) > 0
    assert not academie.jours_sans_classe.filter(genre=JourSansClasse.Genre.VACANCES).exists()


def test_pourquoi_il_n_y_a_pas_classe():
    campagne = fabrique.campagne()
    periodes = list(periodes_sans_classe(campagne))
    assert empechement(date(2026, 12, 22), periodes) == "tombe pendant les vacances scolaires (Vacances de Noël)"
    assert empechement(date(2027, 1, 16), periodes) == "tombe un week-end"
    assert empechement(date(2027, 1, 14), periodes) is None
    assert avertissement("La V2", date(2027, 1, 16), periodes) == "La V2 : le samedi 16 janvier tombe un week-end."
    assert avertissement("La V2", date(2027, 1, 14), periodes) is None


def test_les_semaines_de_classe_sautent_les_vacances():
    periodes = list(periodes_sans_classe(fabrique.campagne()))
    assert semaines_de_classe(date(2027, 1, 4), date(2027, 1, 15), periodes) == 2
    assert semaines_de_classe(date(2026, 12, 21), date(2027, 1, 1), periodes) == 0
    assert semaines_de_classe(date(2026, 12, 14), date(2027, 1, 8), periodes) == 2
    un_jour = date(2027, 1, 14)
    assert semaines_de_classe(un_jour, un_jour - timedelta(1), periodes) == 0
