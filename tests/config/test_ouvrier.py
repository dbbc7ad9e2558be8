"""The harness's own worker takes a task from the queue and does it."""

import time

import pytest
from celery import current_app
from django.conf import settings


@pytest.mark.ouvrier
@pytest.mark.sqlite
def test_un_ouvrier_fait_ce_qui_attend(ouvrier) -> None:
    assert ouvrier.poll() is None
    current_app.send_task("commun.balayer_courriels")
    inspection, fin = current_app.control.inspect(timeout=0.5), time.monotonic() + 60
    while time.monotonic() < fin:
        totaux = [infos["total"].get("commun.balayer_courriels", 0) for infos in (inspection.stats() or {}).values()]
        if sum(totaux):
            return
    pytest.fail(f"La tâche attend toujours sur {settings.CELERY_BROKER_URL}")
