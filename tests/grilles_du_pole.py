"""Makes a pôle's own grids through the services: one in force with the next in preparation, one given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comptes.models import Personne
from grilles.models import Usage, VersionGrille
from grilles.services import adapter_grille, mettre_en_vigueur, revenir_a_la_grille_fournie
from poles.models import Campagne
from tests.fabrique import MAINTENANT

if TYPE_CHECKING:
    from tests.monde import Monde


def adaptee(campagne: Campagne, acteur: Personne | None, usage: str = Usage.RELECTURE) -> VersionGrille:
    """The pôle's own, in force, asking what was asked before."""
    version = adapter_grille(campagne=campagne, usage=usage)
    return mettre_en_vigueur(version=version, acteur=acteur, maintenant=MAINTENANT)


def peupler(monde: Monde) -> VersionGrille:
    """Returns the draft."""
    qui = monde.roles["coordination"]
    adaptee(monde.campagne, qui)
    rendue = adaptee(monde.campagne, qui, Usage.VISA_NUMERIQUE)
    revenir_a_la_grille_fournie(version=rendue, acteur=qui, maintenant=MAINTENANT)
    return adapter_grille(campagne=monde.campagne, usage=Usage.RELECTURE)
