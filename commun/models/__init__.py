from commun.models.courriel import Courriel
from commun.models.travail import Travail

__all__ = ["Courriel", "Travail"]
