"""One world for all these tests, which take back what they write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from tests import monde as le_monde
from tests.fabrique import MAINTENANT
from tests.fabrique.rejeu import REJEU
from tests.monde import Monde


@pytest.fixture(scope="package")
def _monde(django_db_setup: None, django_db_blocker: object) -> Iterator[Monde]:
    """In one transaction around the tests' own, rolled back after the last of them."""
    decalage = MAINTENANT - datetime.now(UTC)
    with django_db_blocker.unblock(), override_settings(HORLOGE_DECALAGE=decalage), transaction.atomic():
        with REJEU.partir_de(le_monde.creer) as monde:
            yield monde
        transaction.set_rollback(True)


@pytest.fixture
def monde(_monde: Monde, db: None) -> Monde:
    return _monde
