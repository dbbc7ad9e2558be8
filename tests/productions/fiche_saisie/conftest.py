"""A pôle, and a teacher who is signed in."""

import pytest
from django.test import Client

from tests import fabrique


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def prof(campagne, client: Client):
    qui = fabrique.enseignant(campagne)
    client.force_login(qui)
    return qui
