"""What a row's digests cover, written once for who writes and who verifies."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any

from journal.models import Ecriture


def json_canonique(valeur: Any) -> bytes:
    """The one way to write a value: sorted keys, no space, UTF-8."""
    return json.dumps(valeur, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def empreinte_du_texte(texte: str, sel: str) -> str:
    """Salted, so that an erased text cannot be found again by trying likely ones. Empty for no text."""
    return hashlib.sha256(f"{sel}\n{texte}".encode()).hexdigest() if texte else ""


def empreinte(ecriture: Ecriture, precedente: str) -> str:
    """The digest that binds a row to the one before it (`precedente`: that one's digest, empty for the first)."""
    contenu = {
        "chaine": ecriture.chaine,
        "rang": ecriture.rang,
        "acteur": ecriture.acteur_id,
        "action": ecriture.action,
        "donnees": ecriture.donnees,
        "empreinte_texte": ecriture.empreinte_texte,
        "ecrite_le": ecriture.ecrite_le.astimezone(UTC).isoformat(timespec="microseconds"),
        "precedente": precedente,
    }
    return hashlib.sha256(json_canonique(contenu)).hexdigest()
