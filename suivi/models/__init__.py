from .decision import Decision
from .etape import EtapeTenue
from .reunion import Participation, Reunion

__all__ = ["Decision", "EtapeTenue", "Participation", "Reunion"]
