"""The grids shipped with the service, one file a use: what a migration lays on every database."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ORDRE = ("relecture", "test", "visa_pedagogique", "visa_numerique")


def fournies() -> list[dict[str, Any]]:
    dossier = Path(__file__).parent
    return [tomllib.loads((dossier / f"{usage}.toml").read_text(encoding="utf-8")) for usage in ORDRE]
