from .depot import abandonner, deposer, purger
from .execution import importer, importer_pour_de_bon, reprendre_envoi
from .lecture import lire

__all__ = ["abandonner", "deposer", "importer", "importer_pour_de_bon", "lire", "purger", "reprendre_envoi"]
