"""The seal of a version: the SHA-256 of a canonical manifest. The recipe is public, so that anybody can redo it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from .models import Piece, Version


def manifeste(version: Version, pieces: Iterable[Piece]) -> dict[str, Any]:
    """Number, depositor, date (UTC), files, links, declarations. Of a linked course, only the address is sealed."""
    return {
        "ressource": version.ressource_id,
        "numero": version.numero,
        "deposee_par": version.deposee_par_id,
        "deposee_le": version.deposee_le.astimezone(UTC).isoformat(timespec="microseconds"),
        "pieces": sorted(
            (
                {"nature": p.nature, "nom": p.nom, "taille": p.taille, "sha256": p.sha256, "lien": p.lien}
                for p in pieces
            ),
            key=lambda p: (p["nature"], p["nom"], p["sha256"], p["lien"]),
        ),
        "declarations": version.declarations,
    }


def sceller(version: Version, pieces: Iterable[Piece]) -> str:
    canonique = json.dumps(manifeste(version, pieces), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonique.encode()).hexdigest()
