"""Fixtures and guards for every room's tests."""

import gc
import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.db import connections
from django.template import engines

from tests.gardes import VariableInconnue, nouveau_cache
from tests.ouvriers import lancer_ouvrier

COMPLET = os.environ.get("COMPLET") == "1"
# What takes long and stands on the embedded default: on PostgreSQL too in `make test-complet`.
SUR_SQLITE = pytest.mark.skipif(
    not COMPLET and os.environ.get("BASE") != "sqlite", reason="joué sur SQLite ; sur PostgreSQL avec COMPLET=1"
)

# How many tests xdist hands over at a time: `--maxschedchunk` in pyproject.toml.
LOT = 60


class TachesLancees(list[tuple[str, tuple]]):
    """The background tasks that the test sent, in order, as (name, arguments)."""

    def jouer(self) -> None:
        """Run what was sent, and what that sends in turn, here and now."""
        # A worker does it when it starts.
        current_app.loader.import_default_modules()
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


@pytest.fixture
def ouvrier(transactional_db: None, tmp_path: Path) -> Iterator[subprocess.Popen]:
    """A real Celery worker, without beat, on this test's database; its e-mails are files in DATA_DIR/courriels.

    Only for tests marked `ouvrier`: the others' tasks never leave.
    """
    with lancer_ouvrier(tmp_path / "ouvrier.log", "--pool=threads", "--concurrency=2") as processus:
        yield processus


@pytest.fixture(autouse=True)
def horloge(settings: object) -> Callable[[datetime], None]:
    """The product's clock stands on tests.fabrique.MAINTENANT, whatever the day; call the fixture to move it."""
    from tests.fabrique import MAINTENANT

    def regler(instant: datetime) -> None:
        settings.HORLOGE_DECALAGE = instant - datetime.now(UTC)

    regler(MAINTENANT)
    return regler


@pytest.fixture(autouse=True)
def _rejeu(
    request: pytest.FixtureRequest, horloge: object, taches_lancees: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """What several tests start from is made once by the services, then copied (see tests.fabrique.rejeu)."""
    from tests.fabrique.rejeu import REJEU

    with REJEU.un_test(lambda: (len(monkeypatch._setattr), len(monkeypatch._setitem))):
        if _valide(request.node):
            REJEU.place = None
        yield


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Django keeps its copy of the shipped rows on one connection; the browser's event loop brings another."""
    base = connections["default"]
    # Where no test chosen commits, there is no copy.
    if hasattr(base, "_test_serialized_contents"):
        type(base)._test_serialized_contents = base._test_serialized_contents
    from tests.fabrique.rejeu import REJEU

    with django_db_blocker.unblock():
        REJEU.apprendre()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker ends alone; those that commit last, since they empty the tables.

    Each of these starts with what the migrations ship (académies, disciplines…). One of them restoring the shipped
    rows is not enough: all must, or the next one finds either nothing or Django's own rows a second time.
    """
    valident = {item for item in items if _valide(item)}
    for item in valident:
        item.fixturenames.insert(0, "django_db_serialized_rollback")
    items.sort(key=lambda item: (item in valident, item.get_closest_marker("long") is None))
    if (ouvriers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))) > 1:
        longs = [item for item in items if item.get_closest_marker("long") and item not in valident]
        items[:] = _partager(longs, items[len(longs) :], ouvriers)


def _partager(longs: list[pytest.Item], autres: list[pytest.Item], ouvriers: int) -> list[pytest.Item]:
    """Deal out the longest: xdist gives the first LOT to the first worker, who would have them all."""
    if len(longs) + len(autres) < LOT * ouvriers * 4:
        return longs + autres
    ordre = []
    for rang in range(ouvriers):
        siens = longs[rang::ouvriers]
        ordre += siens + autres[: LOT - len(siens)]
        autres = autres[LOT - len(siens) :]
    return ordre + autres


def _valide(item: pytest.Item) -> bool:
    marque = item.get_closest_marker("django_db")
    return bool(marque and marque.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(item.fixturenames)
    )


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: the collector need not walk it again and again.

    Nor come every seven hundred objects, when one query makes thousands: an eighth of the time went there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_report_header() -> list[str]:
    base, valkey = settings.DATABASES["default"], settings.CACHES["default"]
    return [f"base : {base['ENGINE'].rsplit('.', 1)[1]} {base.get('HOST', '')} ; {valkey['LOCATION']}"]
