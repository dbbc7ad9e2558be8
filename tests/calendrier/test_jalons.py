"""The usual milestones: an editable template, dated in each cycle; extreme dates; late class tests."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from calendrier.models import Echeance, JalonUsuel
from calendrier.models import NatureEcheance as N
from calendrier.queries import echeances_de
from calendrier.tests_tardifs import dernier_jour_de_test, est_tardif
from tests import fabrique

pytestmark = pytest.mark.django_db


def test_un_cycle_s_ouvre_avec_le_modele_de_l_administration():
    JalonUsuel.objects.filter(nature=N.VISIO_BILAN).update(mois=6, quantieme=10, obligatoire=False)
    JalonUsuel.objects.create(nature=N.POINT_ETAPE, rang=3, mois=5, quantieme=20, obligatoire=True)
    JalonUsuel.objects.filter(nature=N.VACATIONS).delete()
    cycle = fabrique.cycle()
    posees = {(e.nature, e.rang): (e.jour, e.obligatoire) for e in cycle.echeances.all()}
    assert posees[N.VISIO_BILAN, 1] == (date(2027, 6, 10), False)
    assert posees[N.POINT_ETAPE, 3] == (date(2027, 5, 20), True)
    assert (N.VACATIONS, 1) not in posees
    assert posees[N.TESTS_TARDIFS, 1] == (date(2027, 12, 31), False)


@pytest.mark.parametrize(("annee", "attendu"), [(2028, 29), (2027, 28), (2100, 28)])
def test_le_29_fevrier_des_annees_qui_n_en_ont_pas(annee, attendu):
    jalon = JalonUsuel(nature=N.V2, mois=2, quantieme=29)
    assert jalon.jour(date(annee - 1, 9, 1), date(annee, 8, 31)) == date(annee, 2, attendu)


def test_la_base_refuse_un_jour_impossible():
    for champs in ({"mois": 13, "quantieme": 1}, {"mois": 1, "quantieme": 32}):
        with pytest.raises(IntegrityError), transaction.atomic():
            JalonUsuel.objects.create(nature=N.V1, **champs)


def test_les_tests_tardifs_vont_jusqu_au_31_decembre():
    campagne = fabrique.campagne()
    assert dernier_jour_de_test(campagne.cycle, echeances_de(campagne)) == date(2027, 12, 31)
    assert dernier_jour_de_test(campagne.cycle, []) == date(2027, 12, 31)
    Echeance.objects.create(cycle=campagne.cycle, campagne=campagne, nature=N.TESTS_TARDIFS, jour=date(2027, 11, 30))
    assert dernier_jour_de_test(campagne.cycle, echeances_de(campagne)) == date(2027, 11, 30)
    assert not est_tardif(date(2027, 8, 31), campagne.cycle)
    assert est_tardif(date(2027, 9, 1), campagne.cycle)
