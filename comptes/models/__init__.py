from .personne import Personne, PersonneManager

__all__ = ["Personne", "PersonneManager"]
