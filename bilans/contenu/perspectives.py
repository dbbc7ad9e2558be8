"""What next year starts from: what is not finished, and the class tests still to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from productions.etats import EtatRessource as R
from productions.models import Ressource

FINIES = (R.VALIDEE, R.PUBLIEE, R.ABANDONNEE)


@dataclass(frozen=True)
class AReprendre:
    titre: str
    pole: str
    etat: str
    version: int  # 0: none yet


def a_reprendre(ressources: Iterable[Ressource]) -> list[AReprendre]:
    """What is neither validated nor given up; no query."""
    return [
        AReprendre(r.titre, str(r.campagne_origine.pole), r.get_etat_display(), r.numero_version)
        for r in ressources
        if r.etat not in FINIES
    ]
