"""What a person holds in a pôle, told to the registry that a mandate's end looks at (poles/charges.py)."""

from __future__ import annotations

from poles.charges import Genre, enregistrer

from . import fiches, relectures, ressources


def enregistrer_charges() -> None:
    """To call in `AppConfig.ready`."""
    enregistrer("ressource", Genre("Productions", ressources.fournir, ressources.traiter, rang=1))
    enregistrer("relecture", Genre("Relectures à rendre", relectures.fournir, relectures.traiter, rang=2))
    enregistrer("fiche", Genre("Fiches à compléter", fiches.fournir, fiches.traiter, rang=3))
