from .feuille import FeuilleForm

__all__ = ["FeuilleForm"]
