"""What the lines of this room's tables mean: members of a team, establishments and pôles of an académie."""

from .etablissements import Etablissements
from .membres import Membres
from .poles import Poles

__all__ = ["Etablissements", "Membres", "Poles"]
