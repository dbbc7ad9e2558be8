"""The secret of a personal link: drawn at random, sent once by e-mail, kept here as a digest alone."""

from __future__ import annotations

import hashlib
import secrets

# In bytes: nobody finds one by trying, so that the digest needs neither salt nor slowness.
HASARD = 32


def engendrer() -> str:
    """A new secret, as it stands in the address."""
    return secrets.token_urlsafe(HASARD)


def empreinte(clair: str) -> str:
    """What the database keeps, and looks for; whatever an address holds has one."""
    return hashlib.sha256(clair.encode("utf-8", "surrogatepass")).hexdigest()
