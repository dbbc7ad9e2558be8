"""The settings of the tests: the software's own, on servers that start by themselves.

pytest-django reads the settings before any conftest.py, so this is where the environment gets ready.
"""

import os

from config.embarque import completer_environnement
from tests import services
from tests.horloges import DecalageDuFichier

services.demarrer()
_OUVRIER = os.environ.get("PYTEST_XDIST_WORKER", "seul")
os.environ["DATA_DIR"] = str(services.dossier() / f"donnees-{_OUVRIER}")
os.environ.update(
    DEMO="0",
    SECRET_KEY="essais-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    URL_PUBLIQUE="http://testserver",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    EMAIL_URL=os.environ.get("ESSAIS_SMTP") or f"file://{os.environ['DATA_DIR']}/courriels",
    EXPEDITEUR="Pôles de compétences <ne-pas-repondre@poles.example>",
    HORLOGE_DECALAGE="0",
)
completer_environnement(os.environ)

from config.settings import *  # noqa: E402, F403
from config.settings import CELERY_BROKER_TRANSPORT_OPTIONS, DATA_DIR, DATABASES, INSTALLED_APPS, MIDDLEWARE  # noqa: E402

# Hundreds of sign-ins: the slow hash that protects real passwords would take minutes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS = [
    "django.contrib.staticfiles" if app == "config.statiques.Statiques" else app for app in INSTALLED_APPS
]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
# Looking each file up when it is asked for, instead of listing four thousand at every test's first request.
WHITENOISE_AUTOREFRESH = True
MIDDLEWARE = [*MIDDLEWARE, "tests.gardes.LectureSeule"]

# A run must never empty a cache or a queue that was there before it, nor meet another run's.
CACHES["default"]["KEY_FUNCTION"] = "tests.gardes.cle_de_cache"  # noqa: F405
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,
    "global_keyprefix": f"{services.dossier().name}-{_OUVRIER}-",
}
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    # In a file, as in real use: in memory, SQLite has neither WAL nor the waiting for a lock.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "essais.sqlite3"}
# A real worker, in its own process, works on the database of the test that started it.
if "ESSAIS_BASE" in os.environ:
    DATABASES["default"]["NAME"] = os.environ["ESSAIS_BASE"]
# The same for the time: a test that drives the worker's clock day by day writes it to a file.
if "ESSAIS_HORLOGE" in os.environ:
    HORLOGE_DECALAGE = DecalageDuFichier(os.environ["ESSAIS_HORLOGE"])
