"""Warnings beside the dates of a fiche: said in words, never refused."""

from datetime import date

import pytest

from calendrier.models import JourSansClasse
from productions.avertissements import Avertissement, avertissements
from productions.planning import Planning

G = JourSansClasse.Genre
PERIODES = [
    JourSansClasse(genre=G.VACANCES, libelle="Vacances de Noël", debut=date(2026, 12, 19), fin=date(2027, 1, 3)),
    JourSansClasse(genre=G.VACANCES, libelle="Vacances d'hiver", debut=date(2027, 2, 6), fin=date(2027, 2, 21)),
    JourSansClasse(genre=G.VACANCES, libelle="Vacances de printemps", debut=date(2027, 4, 3), fin=date(2027, 4, 18)),
    JourSansClasse(genre=G.FERIE, libelle="Fête du Travail", debut=date(2027, 5, 1), fin=date(2027, 5, 1)),
    JourSansClasse(genre=G.FERIE, libelle="Ascension", debut=date(2027, 5, 6), fin=date(2027, 5, 6)),
]
SAGE = Planning(
    jour_v1=date(2026, 12, 18),
    jour_relecture=date(2027, 1, 15),
    jour_v2=date(2027, 1, 29),
    jour_test=date(2027, 4, 30),
    jour_validation=date(2027, 5, 14),
)


def trouver(*, pour_la_classe: bool = True, depart: Planning = SAGE, **jours: date | None) -> list[Avertissement]:
    planning = Planning(**(vars(depart) | jours))
    return avertissements(planning, PERIODES, annee_de_fin=2027, pour_la_classe=pour_la_classe)


def test_une_annee_bien_prevue_ne_dit_rien():
    assert trouver() == []


@pytest.mark.parametrize(
    ("champ", "jour", "dit"),
    [
        ("jour_v1", date(2026, 12, 22), "Vacances de Noël"),
        ("jour_relecture", date(2027, 1, 16), "week-end"),
        ("jour_v2", date(2027, 2, 10), "Vacances d'hiver"),
        ("jour_test", date(2027, 4, 12), "Vacances de printemps"),
        ("jour_validation", date(2027, 5, 6), "Ascension"),
    ],
)
def test_une_date_sans_classe_est_signalee_a_sa_place(champ: str, jour: date, dit: str):
    assert [a.champ for a in trouver(**{champ: jour}) if dit in a.texte] == [champ]


@pytest.mark.parametrize(
    ("jours", "champ", "avant"),
    [
        ({"jour_relecture": date(2026, 12, 17)}, "jour_relecture", "V1 déposée"),
        ({"jour_v2": date(2027, 1, 14)}, "jour_v2", "relectures rendues"),
        ({"jour_validation": date(2027, 1, 28)}, "jour_validation", "V2 déposée"),
        ({"jour_relecture": None, "jour_v2": date(2026, 12, 17)}, "jour_v2", "V1 déposée"),
    ],
)
def test_des_dates_en_desordre(jours: dict, champ: str, avant: str):
    trouves = [a for a in trouver(**jours) if a.champ == champ]
    assert len(trouves) == 1
    assert f"avant « {avant} »" in trouves[0].texte


def test_une_v1_apres_la_fin_janvier():
    tard = trouver(jour_v1=date(2027, 2, 1), jour_relecture=date(2027, 2, 2), jour_v2=date(2027, 2, 5))
    assert [a.champ for a in tard] == ["jour_v1"]
    assert "Plus la production arrive tard, plus il sera difficile d'organiser les tests en classe." in tard[0].texte
    assert trouver(jour_v1=date(2027, 1, 29), jour_relecture=None) == []


@pytest.mark.parametrize(
    ("jours", "dit"),
    [
        ({"jour_test": date(2027, 1, 28)}, "avant la V2"),
        ({"jour_test": date(2026, 12, 17), "jour_v2": None}, "avant la V1"),
        # 15 days of class between 29 January and 5 March, both counted.
        ({"jour_test": date(2027, 3, 5)}, "3,2 semaines de classe entre la V2 et le test, moins de 4"),
        ({"jour_test": date(2027, 2, 4)}, "1 semaine de classe entre la V2 et le test"),
        ({"jour_test": date(2027, 6, 10)}, "après la fin mai"),
        ({"jour_test": date(2027, 11, 9)}, "possible jusqu'au 31 décembre 2027"),
        ({"jour_test": date(2028, 1, 10)}, "après le 31 décembre 2027"),
        ({"jour_test": date(2027, 5, 20)}, "après la validation"),
        ({"jour_test": None, "jour_v2": date(2027, 5, 10)}, "3,2 semaines de classe entre la V2 et la fin mai"),
        ({"jour_test": None, "jour_v2": date(2027, 6, 10)}, "après la fin mai"),
    ],
)
def test_un_test_difficile_a_placer(jours: dict, dit: str):
    trouves = [a for a in trouver(**jours) if a.champ == "jour_test"]
    assert len(trouves) == 1
    assert dit in trouves[0].texte
    assert not trouves[0].remarque


def test_quatre_semaines_suffisent():
    # 29 January to 11 March: 6 school days, two weeks of holidays, 14 days: exactly 20.
    assert trouver(jour_test=date(2027, 3, 11)) == []


def test_aucune_date_de_test_n_est_qu_une_remarque():
    trouves = trouver(jour_test=None)
    assert [(a.champ, a.remarque) for a in trouves] == [("jour_test", True)]
    assert "pas obligatoire" in trouves[0].texte


def test_une_ressource_de_formation_n_a_pas_de_test():
    assert trouver(pour_la_classe=False, jour_test=None) == []
    assert trouver(pour_la_classe=False, jour_test=date(2027, 1, 2)) == []
    assert trouver(pour_la_classe=False, jour_v1=date(2027, 2, 1), jour_relecture=None, jour_v2=None) == []
    assert [a.champ for a in trouver(pour_la_classe=False, jour_v2=date(2027, 2, 10))] == ["jour_v2"]


def test_rien_de_prevu():
    assert [a.remarque for a in trouver(depart=Planning())] == [True]
    assert trouver(depart=Planning(), pour_la_classe=False) == []
