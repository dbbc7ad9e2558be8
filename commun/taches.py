"""Start a background task by its name, so that no room imports another one's tasks."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

# One new try at once, for a connection that the broker's restart left dead. Without a policy of ours, Celery's
# transport insists for six seconds, whatever `retry` says.
UN_SEUL_ESSAI = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
# In seconds: a broker that does not even refuse costs a time-out, which one action must pay once, not for each mail.
REPIT = 5.0
_injoignable_jusqu_a = 0.0
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
    global _injoignable_jusqu_a
    if time.monotonic() < _injoignable_jusqu_a:
        return
    try:
        current_app.send_task(nom, args=args, retry=True, retry_policy=UN_SEUL_ESSAI, ignore_result=True)
    except Exception:  # any transport error: the user's action is committed and must be answered as done
        logger.warning("Tâche %s%r non transmise : le balayage la reprendra.", nom, args, exc_info=True)
        _injoignable_jusqu_a = time.monotonic() + REPIT
