"""What a move of a grid holds: the grid's row, whose versions then move one at a time."""

from __future__ import annotations

from commun.erreurs import ActionImpossible
from grilles.etats import EtatVersion
from grilles.models import Grille, VersionGrille


def verrouiller_version(version: VersionGrille) -> VersionGrille:
    """Its grid's row locked, the version as it now is. Raises ActionImpossible when it was abandoned meanwhile."""
    Grille.objects.select_for_update(no_key=True).get(pk=version.grille_id)
    actuelle = VersionGrille.objects.select_related("grille__campagne").filter(pk=version.pk).first()
    if actuelle is None:
        raise ActionImpossible("Cette version de la grille n'existe plus : quelqu'un l'a abandonnée.")
    return actuelle


def verrouiller_brouillon(version: VersionGrille) -> VersionGrille:
    """Raises ActionImpossible for a version that is, or was, in force: what it asks never changes."""
    version = verrouiller_version(version)
    if version.etat != EtatVersion.BROUILLON:
        raise ActionImpossible(
            f"La version {version.numero} n'est plus en préparation : ses questions ne changent plus. "
            "Préparez une nouvelle version."
        )
    return version
