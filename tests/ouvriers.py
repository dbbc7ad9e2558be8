"""A real Celery worker for a test, on the test's own database."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import connection

from config.processus import mourir_avec_le_parent

# In seconds: what a busy machine may need to start Python twice.
PATIENCE = 60


@contextmanager
def lancer_ouvrier(traces: Path, *options: str) -> Iterator[subprocess.Popen]:
    """Yield the worker once it answers; it writes to `traces`, and stops when the block ends."""
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.reglages",
        "ESSAIS_BASE": str(connection.settings_dict["NAME"]),
        "C_FORCE_ROOT": "1",
    }
    with traces.open("wb") as sortie:
        processus = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config", "worker", *options],
            cwd=settings.BASE_DIR,
            env=environnement,
            stdout=sortie,
            stderr=sortie,
            start_new_session=True,
            preexec_fn=mourir_avec_le_parent(),
        )
        try:
            fin = time.monotonic() + PATIENCE
            while not current_app.control.ping(timeout=0.5):
                if processus.poll() is not None or time.monotonic() > fin:
                    raise AssertionError(f"L'ouvrier n'a pas démarré :\n{traces.read_text()[-3000:]}")
            yield processus
        finally:
            processus.terminate()
            processus.wait(20)
