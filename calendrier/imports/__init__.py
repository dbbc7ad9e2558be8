"""What the lines of this room's tables mean: the milestones of a cycle."""

from .echeances import Echeances

__all__ = ["Echeances"]
