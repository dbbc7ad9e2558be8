"""A pôle, its coordinator, and another one who is signed in."""

import pytest
from django.test import Client

from poles.models import Fonction
from tests import fabrique


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(campagne):
    """Who leads the pôle with Nadia, and acts meanwhile."""
    qui = fabrique.personne("Claire", "Moreau")
    fabrique.mandat(qui, Fonction.COORDINATEUR, campagne)
    return qui


@pytest.fixture
def nadia(campagne, claire, client: Client):
    """Who has a page open."""
    qui = fabrique.personne("Nadia", "Benali")
    fabrique.mandat(qui, Fonction.COORDINATEUR, campagne)
    client.force_login(qui)
    return qui
