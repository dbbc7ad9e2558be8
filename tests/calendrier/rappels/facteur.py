"""A real mail server that counts what it takes, and refuses some of it when asked to."""

from __future__ import annotations

import logging
import random
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# It tells every word of every conversation.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Facteur:
    def __init__(self, refus: float = 0.0) -> None:
        self.refus, self.recus, self.refuses = refus, Counter[str](), 0
        self._hasard = random.Random(7)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._hasard.random() < self.refus / 2:
            self.refuses += 1
            return "450 boîte occupée"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._hasard.random() < self.refus / 2:
            self.refuses += 1
            return "451 plus tard"
        message: Any = message_from_bytes(envelope.content)
        self.recus[message["Message-ID"].strip("<>").partition("@")[0]] += 1
        return "250 OK"


@contextmanager
def facteur(refus: float = 0.0) -> Iterator[tuple[Facteur, int]]:
    """Yield the postman and the port where he listens."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    homme = Facteur(refus)
    controleur = Controller(homme, hostname="127.0.0.1", port=port)
    controleur.start()
    try:
        yield homme, port
    finally:
        controleur.stop()
