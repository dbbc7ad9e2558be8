"""The real web server, in its own process, on the test's own database: what a browser's sockets meet."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.processus import mourir_avec_le_parent
from config.sonde import code_de_sante

# In seconds: what a busy machine may need to start Python twice.
PATIENCE = 60


@dataclass
class Serveur:
    port: int
    maitre: subprocess.Popen

    @property
    def ouvriers(self) -> list[int]:
        """The processes that answer; the master only starts them."""
        enfants = Path(f"/proc/{self.maitre.pid}/task/{self.maitre.pid}/children").read_text().split()
        return [int(pid) for pid in enfants]

    def tuer_les_ouvriers(self) -> None:
        """As when the memory runs out; the master starts others."""
        for pid in self.ouvriers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextmanager
def lancer_serveur(traces: Path) -> Iterator[Serveur]:
    """Yield gunicorn, with the service's own settings, once it answers; it stops when the block ends."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.reglages",
        "ESSAIS_BASE": str(connection.settings_dict["NAME"]),
        "ADRESSE_ECOUTE": "127.0.0.1",
        "PORT": str(port),
        "NIVEAU_GUNICORN": "warning",
    }
    with traces.open("wb") as sortie:
        processus = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "config/serveur_web.py", "config.wsgi"],
            cwd=settings.BASE_DIR,
            env=environnement,
            stdout=sortie,
            stderr=sortie,
            start_new_session=True,
            preexec_fn=mourir_avec_le_parent(),
        )
        try:
            _attendre(processus, port, traces)
            yield Serveur(port, processus)
        finally:
            processus.terminate()
            processus.wait(20)


def _attendre(processus: subprocess.Popen, port: int, traces: Path) -> None:
    fin = time.monotonic() + PATIENCE
    while processus.poll() is None and time.monotonic() < fin:
        with suppress(OSError):
            code_de_sante(port, "http://127.0.0.1")
            return
        time.sleep(0.1)
    raise AssertionError(f"Le serveur n'a pas démarré :\n{traces.read_text()[-3000:]}")
