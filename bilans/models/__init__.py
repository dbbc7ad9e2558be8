from .bilan import Bilan
from .generation import Generation
from .reconduction import Reconduction
from .texte import TexteBilan

__all__ = ["Bilan", "Generation", "Reconduction", "TexteBilan"]
