"""The way back from the help to the screen from which it was opened."""

from __future__ import annotations

from urllib.parse import urlencode


def suite(adresse: str) -> str:
    """What is added to the address of a page of help, so that it can lead back."""
    return f"?{urlencode({'retour': adresse})}" if adresse else ""
