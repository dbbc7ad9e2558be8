"""The size of a screenshot, so that a page keeps its place before they are there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

DOSSIER = Path(settings.BASE_DIR) / "docs" / "guide" / "images"


@cache
def dimensions(nom: str) -> tuple[int, int]:
    """Width and height in pixels of a lossless WebP, which is how `make captures` writes them.

    Source: the format's specification, « VP8L »: after the header, two numbers of 14 bits, each one less than the size.
    """
    with (DOSSIER / nom).open("rb") as fichier:
        entete = fichier.read(25)
    if entete[8:16] != b"WEBPVP8L":
        raise ValueError(f"{nom} n'est pas une image WebP sans perte.")
    bits = int.from_bytes(entete[21:25], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
