"""A pôle with its coordinator, its review, and a year with something of everything."""

import pytest

from bilans.models import Bilan
from comptes.models import Personne
from poles.models import Campagne, Fonction
from tests import bilans_du_pole, fabrique


@pytest.fixture
def campagne() -> Campagne:
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordination(campagne) -> Personne:
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


@pytest.fixture
def bilan(campagne, coordination) -> Bilan:
    return bilans_du_pole.ouvrir(campagne, coordination)
