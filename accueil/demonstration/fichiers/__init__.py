"""The small real files that get deposited: a Moodle course, its livret, an annexe. Same input, same bytes."""

from .annexes import annexe
from .edition import Contenu, Edition
from .livret import livret
from .moodle import sauvegarde

__all__ = ["Contenu", "Edition", "annexe", "livret", "sauvegarde"]
