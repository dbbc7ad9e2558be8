"""A real browser on the service: Debian's Chromium, or the one named by CHROMIUM; NAVIGATEUR=0 does without."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import expect

from tests.parcours.examen import Examen

# What a failed assertion compares is shown there too.
pytest.register_assert_rewrite("tests.parcours.pilotes", "tests.parcours.scenario", "tests.parcours.visiteurs")

if os.environ.get("NAVIGATEUR") == "0":
    collect_ignore_glob = ["test_*.py"]

# Playwright runs an event loop in the tests' thread, where Django would then refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# In milliseconds: what a busy machine may need to send a large file and show it.
expect.set_options(timeout=20_000)
OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--lang=fr-FR",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("navigateur")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    noms = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    chemin = next((trouve for nom in noms if nom and (trouve := shutil.which(nom))), None)
    if chemin is None:
        pytest.exit("Chromium manque : sudo apt-get install chromium, ou NAVIGATEUR=0 pour s'en passer.", returncode=1)
    # Chromium's own sandbox refuses root.
    options = [*OPTIONS, "--no-sandbox"] if os.geteuid() == 0 else OPTIONS
    return {**browser_type_launch_args, "executable_path": chemin, "args": options}


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris", "reduced_motion": "reduce"}


@pytest.fixture(autouse=True, scope="session")
def _statiques_gardes() -> Iterator[None]:
    """The browser keeps style sheets and scripts from one page to the next, as it does behind the real server."""
    servir = StaticFilesHandlerMixin.serve

    def servir_et_garder(traitement: StaticFilesHandlerMixin, request: HttpRequest) -> HttpResponse:
        reponse = servir(traitement, request)
        reponse["Cache-Control"] = "max-age=3600"
        return reponse

    StaticFilesHandlerMixin.serve = servir_et_garder
    yield
    StaticFilesHandlerMixin.serve = servir


@pytest.fixture(autouse=True)
def _adresse_du_service(settings, base_url: str) -> None:
    """The links in the e-mails lead to the server under test."""
    settings.URL_PUBLIQUE = base_url


@pytest.fixture(autouse=True)
def anomalies(context, base_url: str) -> Iterator[list[str]]:
    """No request leaves the machine, and the console stays silent (the content security policy speaks there).

    On the whole context: a second tab is watched like the first. What is still listed at the end fails the test.
    """
    vues: list[str] = []

    def noter_requete(requete) -> None:
        if not requete.url.startswith((base_url, "data:", "blob:", "about:")):
            vues.append(f"requête vers l'extérieur : {requete.url}")

    def noter_console(message) -> None:
        # A page answered with 4xx writes there too: a test that provokes one checks the page itself.
        attendue = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type in {"error", "warning"} and not attendue:
            vues.append(f"console : {message.text}")

    context.on("request", noter_requete)
    context.on("console", noter_console)
    context.on("weberror", lambda erreur: vues.append(f"erreur de script : {erreur.error}"))
    yield vues
    assert not vues


@pytest.fixture(scope="session")
def django_db_setup(playwright: object, django_db_setup: None) -> None:
    """The browser's event loop first: Django keeps one connection outside a loop and another inside, and the copy of
    the shipped data (below) stays on the one that made the database."""


@pytest.fixture(autouse=True)
def _donnees_livrees(django_db_serialized_rollback: None) -> None:
    """The académies, disciplines and levels that migrations ship are back after each test has emptied the tables."""


@pytest.fixture(scope="session")
def _examen() -> Examen:
    return Examen()


@pytest.fixture
def examen(_examen: Examen) -> Iterator[Examen]:
    _examen.ecouter()
    yield _examen
    _examen.cesser()


@pytest.fixture
def examiner(examen: Examen) -> Callable:
    """Return examiner(page): axe finds nothing there, light and dark, once for each template met in the run."""

    def examiner_page(page) -> None:
        trouvees = examen.examiner(page)
        assert not trouvees, "\n".join(trouvees)

    return examiner_page
