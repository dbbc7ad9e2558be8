from .bilan import Bilan
from .generation import Generation
from .motif import MotifRetard
from .reconduction import Reconduction
from .texte import TexteBilan

__all__ = ["Bilan", "Generation", "MotifRetard", "Reconduction", "TexteBilan"]
