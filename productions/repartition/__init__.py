"""Who might read what: a balanced proposal for a whole pôle. Pure: no database, no clock."""

from .calcul import ALire, Lecteur, Repartition, repartir
from .raisons import manques, pourquoi_inegale

__all__ = ["ALire", "Lecteur", "Repartition", "manques", "pourquoi_inegale", "repartir"]
