"""Processes that never outlive the one that started them (Linux only)."""

import ctypes
import os
import signal
from collections.abc import Callable
from functools import partial

PR_SET_PDEATHSIG = 1
# Loaded here, once: a child between fork and exec must do as little as possible.
_BIBLIOTHEQUE = ctypes.CDLL(None)


def mourir_avec_le_parent(signal_recu: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """Return the `preexec_fn` with which a child receives `signal_recu` when this process dies, even killed."""
    return partial(suivre, os.getpid(), signal_recu)


def suivre(parent: int, signal_recu: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for that signal at the death of `parent`, which must be this process's parent.

    The request is not passed on to this process's own children: each asks for itself.
    """
    _BIBLIOTHEQUE.prctl(PR_SET_PDEATHSIG, signal_recu)
    # The parent may have died before the request.
    if os.getppid() != parent:
        os._exit(1)
