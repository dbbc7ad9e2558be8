"""The pôle's milestones fill the dates of a new fiche, on days of class; the drawing of the year."""

from datetime import date

from calendrier.jours import jour_ouvre_precedent
from calendrier.models import Echeance, JourSansClasse, NatureEcheance
from productions.frise import LARGEUR, dessiner
from productions.planning import Planning, proposer

N = NatureEcheance
NOEL = JourSansClasse(libelle="Vacances de Noël", debut=date(2026, 12, 19), fin=date(2027, 1, 3))
PRINTEMPS = JourSansClasse(libelle="Vacances de printemps", debut=date(2027, 4, 24), fin=date(2027, 5, 9))
ECHEANCES = [
    Echeance(nature=N.V2, jour=date(2027, 1, 31)),
    Echeance(nature=N.TEST_CLASSE, jour=date(2027, 4, 30)),
    Echeance(nature=N.VALIDATION, jour=date(2027, 5, 15)),
]


def test_les_echeances_remplissent_les_dates():
    assert proposer(ECHEANCES, [NOEL, PRINTEMPS], date(2026, 11, 10)) == Planning(
        jour_v1=date(2026, 12, 18),  # six weeks before 31 January is in the Christmas week-end
        jour_relecture=date(2027, 1, 15),
        jour_v2=date(2027, 1, 29),  # 31 January is a Sunday
        jour_test=date(2027, 4, 23),
        jour_validation=date(2027, 5, 14),
    )


def test_la_v1_du_pole_passe_avant_celle_que_l_on_deduit():
    proposees = proposer([*ECHEANCES, Echeance(nature=N.V1, jour=date(2026, 12, 4))], [], date(2026, 11, 10))
    assert proposees.jour_v1 == date(2026, 12, 4)


def test_une_date_passee_n_est_pas_proposee():
    assert proposer(ECHEANCES, [], date(2027, 2, 3)) == Planning(
        jour_test=date(2027, 4, 30), jour_validation=date(2027, 5, 14)
    )


def test_sans_echeance_rien_n_est_propose():
    assert proposer([], [], date(2026, 11, 10)) == Planning()


def test_dernier_jour_de_classe():
    assert jour_ouvre_precedent(date(2027, 1, 3), [NOEL]) == date(2026, 12, 18)
    assert jour_ouvre_precedent(date(2027, 1, 6), [NOEL]) == date(2027, 1, 6)


def test_la_frise_place_les_jours_dans_l_annee():
    jours = [("V1", date(2026, 12, 1)), ("relecture", None), ("V2", date(2027, 1, 15))]
    frise = dessiner(jours, [NOEL], debut=date(2026, 9, 1), fin=date(2027, 6, 30), aujourdhui=date(2026, 9, 1))
    assert [initiale for *_, initiale in frise.mois] == list("SONDJFMAMJ")
    assert [(numero, quoi) for *_, numero, quoi in frise.points] == [(1, "V1"), (3, "V2")]
    assert len({y for _, y, *_ in frise.points}) == 2, "deux dates voisines se recouvriraient"
    assert frise.aujourdhui == 0
    (gauche, largeur, nom) = frise.periodes[0]
    assert nom == "Vacances de Noël"
    assert frise.points[0][0] < gauche < gauche + largeur < frise.points[1][0] < LARGEUR


def test_la_frise_s_elargit_jusqu_a_un_test_tardif():
    frise = dessiner(
        [("test", date(2027, 11, 20))], [], debut=date(2026, 9, 1), fin=date(2027, 6, 30), aujourdhui=date(2028, 1, 1)
    )
    assert [initiale for *_, initiale in frise.mois][-1] == "N"
    assert frise.points[0][0] < LARGEUR
    assert frise.aujourdhui is None
