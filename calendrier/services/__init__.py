from .cycles import clore_cycle, ouvrir_cycle
from .preferences import enregistrer_preferences, se_desabonner
from .rappels import envoyer_rappels

__all__ = ["clore_cycle", "enregistrer_preferences", "envoyer_rappels", "ouvrir_cycle", "se_desabonner"]
