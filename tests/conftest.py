"""Fixtures and guards for every room's tests."""

import os
from collections.abc import Iterator

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.template import engines

from tests.gardes import VariableInconnue, nouveau_cache

COMPLET = os.environ.get("COMPLET") == "1"


class TachesLancees(list[tuple[str, tuple]]):
    """The background tasks that the test sent, in order, as (name, arguments)."""

    def jouer(self) -> None:
        """Run what was sent, and what that sends in turn, here and now."""
        while self:
            nom, arguments = self.pop(0)
            current_app.tasks[nom](*arguments)


@pytest.fixture(autouse=True)
def taches_lancees(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> TachesLancees:
    """Keep every task at the door: no test needs a worker unless it is marked `ouvrier`.

    Tasks leave at the commit: in a test that runs in a transaction, use django_capture_on_commit_callbacks.
    """
    lancees = TachesLancees()
    if not request.node.get_closest_marker("ouvrier"):

        def send_task(self: Celery, name: str, args: tuple = (), **options: object) -> None:
            lancees.append((name, tuple(args or ())))

        monkeypatch.setattr(Celery, "send_task", send_task)
    return lancees


@pytest.fixture(autouse=True)
def _cache_vide() -> None:
    nouveau_cache()


@pytest.fixture(autouse=True, scope="session")
def _variables_inconnues() -> Iterator[None]:
    moteur = engines["django"].engine
    moteur.string_if_invalid = VariableInconnue("%s")
    yield
    moteur.string_if_invalid = ""


@pytest.fixture(scope="session")
def nombre() -> object:
    """Return a chooser of counts: nombre(20, 2000) is 20 in `make test`, 2000 in `make test-complet`."""
    return lambda rapide, complet: complet if COMPLET else rapide


def pytest_report_header() -> list[str]:
    base = settings.DATABASES["default"]
    return [
        f"base : {base['ENGINE'].rsplit('.', 1)[1]} {base['HOST'] if 'HOST' in base else ''}; {settings.CACHES['default']['LOCATION']}"
    ]
