"""What a deposited course holds: pure reading, no records."""

from .faits import Faits
from .lecture import lire_sauvegarde

__all__ = ["Faits", "lire_sauvegarde"]
