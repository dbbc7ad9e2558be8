from .depot import abandonner, deposer, purger
from .effacement import oublier_adresse
from .execution import importer, importer_pour_de_bon, reprendre_envoi
from .lecture import lire

__all__ = [
    "abandonner",
    "deposer",
    "importer",
    "importer_pour_de_bon",
    "lire",
    "oublier_adresse",
    "purger",
    "reprendre_envoi",
]
