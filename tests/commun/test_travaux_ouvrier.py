"""A worker killed in the middle of a job: another one finishes it, once."""

import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.utils import timezone

from commun.etats import EtatTravail
from commun.models import Travail
from commun.services.travaux import demander
from tests.ouvriers import lancer_ouvrier

PATIENCE = 30


def attendre(fait: Callable[[], bool], quoi: str) -> None:
    fin = time.monotonic() + PATIENCE
    while not fait():
        assert time.monotonic() < fin, f"{quoi} : toujours pas après {PATIENCE} s"
        time.sleep(0.05)


def ouvrier_essai(traces: Path) -> AbstractContextManager[subprocess.Popen]:
    """A worker of one process, which knows the test's own task."""
    return lancer_ouvrier(traces, "--pool=solo", "--include=tests.commun.taches_essai")


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
