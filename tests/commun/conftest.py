"""People and an instant, for the plumbing's tests."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from comptes.models import Personne


@pytest.fixture
def instant() -> datetime:
    """Monday 14 December 2026, 9 in the morning in Paris."""
    return datetime(2026, 12, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def creer_personne(db) -> Callable[..., Personne]:
    def creer(prenom: str = "Nadia", nom: str = "Benali", **champs) -> Personne:
        return Personne.objects.create_user(f"{prenom}.{nom}@ac-exemple.fr".lower(), prenom=prenom, nom=nom, **champs)

    return creer


@pytest.fixture
def personne(creer_personne) -> Personne:
    return creer_personne()


@pytest.fixture
def connectee(client: Client, personne: Personne) -> Client:
    client.force_login(personne)
    return client
