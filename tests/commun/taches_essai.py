"""A job for the real worker of test_travaux_ouvrier: it says that it began, and the first time it never ends."""

import time
from pathlib import Path

from celery import shared_task

from commun.models import Travail
from commun.services.travaux import Resultat, Suivi, executer


@shared_task(name="essais.travail")
def travail_essai(travail_id: str) -> None:
    executer(travail_id, _produire)


def _produire(travail: Travail, suivi: Suivi) -> Resultat:
    suivi.etape("Mise en page", 40)
    Path(travail.parametres["temoin"]).write_text(str(travail.essais))
    if travail.essais == 1:
        time.sleep(120)
    return Resultat("bilan.txt", "text/plain", b"complet" * 100_000)
