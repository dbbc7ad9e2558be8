"""A draft whose producer is signed in; every file a large one, where asked."""

import pytest
from django.test import Client

from productions import services
from productions.models import Depot
from productions.services import analyses
from tests import fabrique
from tests.fabrique import MAINTENANT


@pytest.fixture
def depot(client: Client) -> Depot:
    campagne = fabrique.campagne(avec_equipe=True)
    nadia = fabrique.enseignant(campagne)
    client.force_login(nadia)
    ressource = fabrique.ressource(campagne, producteurs=[nadia])
    return services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=MAINTENANT)


@pytest.fixture
def lente(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one: read by a worker, later."""
    monkeypatch.setattr(analyses, "IMMEDIAT_MAX", 0)
