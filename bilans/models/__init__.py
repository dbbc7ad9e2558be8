from .bilan import Bilan
from .generation import Generation
from .texte import TexteBilan

__all__ = ["Bilan", "Generation", "TexteBilan"]
