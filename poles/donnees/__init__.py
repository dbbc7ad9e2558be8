"""Reference data shipped with the product: read by the first migration, completed in the admin afterwards."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

ICI = Path(__file__).parent


def academies() -> Iterator[dict[str, str]]:
    """The 30 académies: ministry's code, région académique, holiday zone, time zone."""
    with (ICI / "academies.csv").open(encoding="utf-8", newline="") as fichier:
        yield from csv.DictReader(fichier, delimiter=";")


def lignes(nom: str) -> list[str]:
    return (ICI / f"{nom}.txt").read_text(encoding="utf-8").splitlines()
