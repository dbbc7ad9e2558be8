"""A worker killed in the middle of a job: another one finishes it, once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from commun.etats import EtatTravail
from commun.models import Travail
from commun.services.travaux import demander
from config.processus import mourir_avec_le_parent

PATIENCE = 30


def attendre(fait: Callable[[], bool], quoi: str) -> None:
    fin = time.monotonic() + PATIENCE
    while not fait():
        assert time.monotonic() < fin, f"{quoi} : toujours pas après {PATIENCE} s"
        time.sleep(0.05)


@contextmanager
def ouvrier_essai(traces: Path) -> Iterator[subprocess.Popen]:
    """A worker of one process, which knows the test's own task."""
    options = ["--pool=solo", "--include=tests.commun.taches_essai", f"--logfile={traces}"]
    processus = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", *options],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.reglages",
            "ESSAIS_BASE": str(connection.settings_dict["NAME"]),
            "C_FORCE_ROOT": "1",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=mourir_avec_le_parent(),
    )
    try:
        attendre(lambda: processus.poll() is not None or bool(current_app.control.ping(timeout=0.5)), "démarrage")
        yield processus
    finally:
        processus.kill()
        processus.wait()


@pytest.mark.ouvrier
@pytest.mark.sqlite
def test_un_ouvrier_tue_est_remplace(transactional_db, tmp_path: Path, settings) -> None:
    settings.HORLOGE_DECALAGE = timedelta(0)
    temoin = tmp_path / "temoin"
    with ouvrier_essai(tmp_path / "premier.log") as premier:
        travail = demander(
            genre="essai",
            titre="Le bilan",
            demandeur=1,
            parametres={"temoin": str(temoin)},
            tache="essais.travail",
            maintenant=timezone.now(),
        )
        attendre(temoin.exists, "le travail commence")
        premier.kill()
        premier.wait()
    travail.refresh_from_db()
    assert (travail.etat, travail.avancement, travail.resultat.name) == (EtatTravail.EN_COURS, 40, "")
    dossier = Path(default_storage.location) / "commun/travail"
    avant = set(dossier.rglob("*/*"))
    # Three minutes later, as beat does every minute.
    Travail.objects.update(battement=timezone.now() - timedelta(minutes=3))
    with ouvrier_essai(tmp_path / "second.log"):
        current_app.send_task("commun.reprendre_travaux")
        attendre(lambda: Travail.objects.get().etat == EtatTravail.REUSSI, "le travail est repris et fini")
    travail.refresh_from_db()
    assert (travail.essais, travail.avancement, temoin.read_text()) == (2, 100, "2")
    with travail.resultat.open() as resultat:
        assert resultat.read() == b"complet" * 100_000
    nouveaux = {f for f in set(dossier.rglob("*/*")) - avant if f.is_file()}
    assert nouveaux == {Path(travail.resultat.path)}
