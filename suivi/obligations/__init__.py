"""What this room's people owe."""

from .parties import A_CONSIGNER, parties_obligatoires
from .reunions import reunions

GENRES = {
    "etape": "étapes de l'année",
    "reunion": "réunions",
    "compte_rendu": "comptes rendus",
    "decision": "décisions de réunion",
}

__all__ = ["A_CONSIGNER", "GENRES", "parties_obligatoires", "reunions"]
