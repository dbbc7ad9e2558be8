"""A producer, a co-producer, and the draft that they share."""

import pytest
from django.test import Client

from productions import services
from productions.models import Depot
from tests import fabrique


@pytest.fixture
def nadia():
    return fabrique.personne("Nadia", "Benali")


@pytest.fixture
def hugo():
    return fabrique.personne("Hugo", "Petit")


@pytest.fixture
def depot(nadia, hugo, client: Client) -> Depot:
    client.force_login(nadia)
    ressource = fabrique.ressource(producteurs=[nadia, hugo])
    return services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
