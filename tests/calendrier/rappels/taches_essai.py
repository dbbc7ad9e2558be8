"""A sweep for the real worker of test_annee_ouvrier: it says when it is over, and dies at the query that it is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from celery import shared_task
from django.db import connection

from calendrier import tasks
from tests.calendrier.rappels import choses  # noqa: F401 - the made-up obligations take the registry's place


class Mort:
    """kill -9, before the query of that rank."""

    def __init__(self, rang: int) -> None:
        self.reste = rang

    def __call__(self, execute: Callable[..., Any], *requete: Any) -> Any:
        self.reste -= 1
        if self.reste == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*requete)


@shared_task(name="essais.passage")
def passage(marque: str, mort_a: int = 0) -> None:
    with connection.execute_wrapper(Mort(mort_a)) if mort_a else nullcontext():
        tasks.envoyer_rappels()
    Path(marque).touch()
