"""A Moodle course backup (.mbz), laid out as Moodle 4.5 lays it, without any user."""

from .archive import sauvegarde

__all__ = ["sauvegarde"]
