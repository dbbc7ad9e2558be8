"""What a person may do on a resource now, what they may not and why: states from the tables, roles from the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from validations.dossier import Dossier

from .offre import AU_BESOIN, MAINTENANT, Offre, minuscule
from .production import offres_de_production
from .validation import offres_de_validation

__all__ = ["Possibilites", "possibilites"]

SECONDAIRES_MAX = 2


@dataclass(frozen=True)
class Possibilites:
    principale: Offre | None
    secondaires: tuple[Offre, ...]
    autres: tuple[Offre, ...]
    empeches: tuple[str, ...]  # « Annuler le dépôt : la V2 a déjà été ouverte. »
    reserves: tuple[str, ...]  # « Revient au PREDAC ou à l'IAN : publier, abandonner. »


def possibilites(dossier: Dossier) -> Possibilites:
    toutes = [*offres_de_validation(dossier), *offres_de_production(dossier)]
    permises = sorted((o for o in toutes if o.permise and not o.empechement), key=lambda o: o.rang)
    principale = permises[0] if permises and permises[0].rang == MAINTENANT else None
    proches = [o for o in permises if o is not principale and o.rang < AU_BESOIN][:SECONDAIRES_MAX]
    return Possibilites(
        principale=principale,
        secondaires=tuple(proches),
        autres=tuple(o for o in permises if o is not principale and o not in proches),
        empeches=tuple(f"{o.libelle} : {minuscule(o.empechement)}" for o in toutes if o.permise and o.empechement),
        reserves=tuple(_reserves(o for o in toutes if not o.permise)),
    )


def _reserves(offres: Iterable[Offre]) -> Iterator[str]:
    par_role: dict[str, list[str]] = defaultdict(list)
    for offre in offres:
        par_role[offre.reserve_a].append(minuscule(offre.libelle))
    for qui, libelles in par_role.items():
        yield f"Revient {qui} : {', '.join(libelles)}."
