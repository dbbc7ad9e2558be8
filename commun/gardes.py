"""A form that was opened on one thing and comes back on another is refused, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Garde:
    """`vu` says what the page shows, in a hidden field of that name; `sous_verrou` compares it, and keeps the lock.

    `journal.peremption.garder` makes one. A request without the field is not compared: its page showed nothing.
    """

    vu: str
    sous_verrou: Callable[[str], AbstractContextManager[None]]

    def tenue(self, request: HttpRequest) -> AbstractContextManager[None]:
        """Around the service; raises Perime when somebody has acted since the page was opened."""
        vu = request.POST.get("vu", "")
        return self.sous_verrou(vu) if vu else nullcontext()
