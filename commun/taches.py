"""Start a background task by its name, so that no room imports another one's tasks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
_retenues: ContextVar[bool] = ContextVar("taches_retenues", default=False)


def lancer(nom: str, *args: object) -> None:
    """Send the task once the transaction is committed.

    A broker that is down loses nothing: what must be done is a row, which the sweeping tasks of beat take up.
    """
    if not _retenues.get():
        transaction.on_commit(partial(_publier, nom, args))


@contextmanager
def taches_retenues() -> Iterator[None]:
    """No task leaves: for who does the work on the spot, as a demonstration that plays a year without a worker."""
    jeton = _retenues.set(True)
    try:
        yield
    finally:
        _retenues.reset(jeton)


def _publier(nom: str, args: tuple[object, ...]) -> None:
    try:
        current_app.send_task(nom, args=args, retry=False, ignore_result=True)
    except Exception:  # any transport error: the user's action is committed and must be answered as done
        logger.warning("Tâche %s%r non transmise : le balayage la reprendra.", nom, args, exc_info=True)
