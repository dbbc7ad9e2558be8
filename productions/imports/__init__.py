"""What the lines of this room's tables mean: drafts of fiches-projet."""

from .fiches import Fiches

__all__ = ["Fiches"]
