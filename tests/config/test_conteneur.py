"""The commands that docker-compose.yml runs, as plain processes, on real servers and the gathered static files."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
import ruamel.yaml
from django.conf import settings
from django.db import connection

from tests.conftest import COMPLET

pytestmark = pytest.mark.lanceur
COMPOSE = ruamel.yaml.YAML(typ="safe").load((Path(settings.BASE_DIR) / "docker-compose.yml").read_text())["services"]


@pytest.fixture
def environnement(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """What a server sets, on the test's own database."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    base = connection.settings_dict
    if connection.vendor != "postgresql":
        pytest.skip("les conteneurs tournent sur PostgreSQL")
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATABASE_URL": re.sub(r"(?<=[^/]/)[^/?]+(?=\?|$)", base["NAME"], os.environ["DATABASE_URL"], count=1),
        "REDIS_URL": os.environ["REDIS_URL"],
        "SECRET_KEY": "conteneur-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
        "URL_PUBLIQUE": "https://poles.exemple.fr",
        "EMAIL_URL": "console:",
        "EXPEDITEUR": "poles@exemple.fr",
        "DATA_DIR": str(tmp_path / "donnees"),
        "STATIC_ROOT": str(tmp_path / "statiques"),
        "PORT": str(port),
    }


@contextmanager
def conteneur(nom: str, environnement: dict[str, str], tmp_path: Path):
    commande = [mot.replace("/donnees", environnement["DATA_DIR"]) for mot in COMPOSE[nom]["command"]]
    commande = [mot.replace("/tmp/beat.pid", str(tmp_path / "beat.pid")) for mot in commande]
    traces = tmp_path / f"{nom}.log"
    with traces.open("wb") as flux:
        processus = subprocess.Popen(commande, cwd=settings.BASE_DIR, env=environnement, stdout=flux, stderr=flux)
        try:
            yield processus, traces
        finally:
            processus.terminate()
            processus.wait(30)


def attendre(pret: Callable[[], bool], processus: subprocess.Popen, traces: Path) -> None:
    fin = time.monotonic() + 90
    while not pret():
        if processus.poll() is not None or time.monotonic() > fin:
            pytest.fail(traces.read_text()[-3000:])
        time.sleep(0.2)


def reussit(commande: list[str], environnement: dict[str, str]) -> bool:
    return not subprocess.run(commande, cwd=settings.BASE_DIR, env=environnement, capture_output=True).returncode


def test_la_base_se_migre(environnement: dict[str, str]) -> None:
    assert reussit(["python", *COMPOSE["migration"]["command"][1:]], environnement)


@pytest.mark.skipif(not COMPLET, reason="rassembler les fichiers prend longtemps : dans make test-complet")
def test_le_web_sert_les_fichiers_rassembles(environnement: dict[str, str], tmp_path: Path) -> None:
    assert reussit(["python", "manage.py", "collectstatic", "--no-input"], environnement)
    sonde = COMPOSE["web"]["healthcheck"]["test"][1:]
    assert not reussit(sonde, environnement)
    with conteneur("web", environnement, tmp_path) as (processus, traces):
        attendre(lambda: reussit(sonde, environnement), processus, traces)
        page = demander(environnement, "/compte/connexion/")
        assert "200 OK" in page
        assert "strict-transport-security" in page.lower()
        feuille = re.search(r'href="(/static/app/app\.[0-9a-f]{12}\.css)"', page)[1]
        assert "immutable" in demander(environnement, feuille)
        assert "301" in demander(environnement, "/compte/connexion/", protocole="http")
        assert "400" in demander(environnement, "/compte/connexion/", hote="ailleurs.example")


def demander(
    environnement: dict[str, str], chemin: str, hote: str = "poles.exemple.fr", protocole: str = "https"
) -> str:
    """Return the raw answer to what the reverse proxy would send."""
    with socket.create_connection(("127.0.0.1", int(environnement["PORT"])), timeout=10) as liaison:
        entetes = f"Host: {hote}\r\nX-Forwarded-Proto: {protocole}\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close"
        liaison.sendall(f"GET {chemin} HTTP/1.1\r\n{entetes}\r\n\r\n".encode())
        return b"".join(iter(lambda: liaison.recv(65536), b"")).decode(errors="replace")


def test_l_ouvrier_repond(environnement: dict[str, str], tmp_path: Path) -> None:
    with conteneur("worker", environnement, tmp_path) as (processus, traces):
        ping = [
            "celery",
            "-A",
            "config",
            "inspect",
            "ping",
            "--timeout",
            "2",
            "--destination",
            f"celery@{socket.gethostname()}",
        ]
        attendre(lambda: reussit(ping, environnement), processus, traces)


def test_beat_ecrit_son_calendrier(environnement: dict[str, str], tmp_path: Path) -> None:
    donnees = Path(environnement["DATA_DIR"])
    with conteneur("beat", environnement, tmp_path) as (processus, traces):
        attendre(lambda: bool(list(donnees.glob("beat*"))), processus, traces)
