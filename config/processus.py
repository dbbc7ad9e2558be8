"""Processes that never outlive the one that started them."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def mourir_avec_le_parent(signal_recu: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """Return what a child runs before its program: the kernel then signals it when its parent dies, even killed.

    Linux only (prctl). The request does not pass on to the child's own children: each asks for itself.
    """
    # Loaded here, in the parent: a child between fork and exec must do as little as possible.
    bibliotheque = ctypes.CDLL(None)
    parent = os.getpid()

    def demander() -> None:
        bibliotheque.prctl(PR_SET_PDEATHSIG, signal_recu)
        # The parent may have died before the request.
        if os.getppid() != parent:
            os._exit(1)

    return demander
