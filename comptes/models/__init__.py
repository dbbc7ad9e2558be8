from .changement_adresse import ChangementAdresse
from .personne import Personne, PersonneManager

__all__ = ["ChangementAdresse", "Personne", "PersonneManager"]
