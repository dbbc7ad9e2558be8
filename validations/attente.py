"""Who is awaited for a visa, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .etats import NatureVisa

_CORPS = {NatureVisa.PEDAGOGIQUE: ("l'inspection", "inspection"), NatureVisa.NUMERIQUE: ("la DRANE", "DRANE")}
# Past this, anybody of the body may sign: a list of names would say less than its name.
NOMS_MAX = 2


def nommer_signataires(attendus: Mapping[str, Sequence[str]]) -> list[str]:
    """For each missing visa, who can give it: « Claire Martin ou Paul Roux (inspection) », « la DRANE »."""
    return [_nommer(nature, noms) for nature, noms in attendus.items()]


def _nommer(nature: str, noms: Sequence[str]) -> str:
    corps, sigle = _CORPS[NatureVisa(nature)]
    if not noms:
        return f"{corps} (personne n'est encore nommé)"
    return corps if len(noms) > NOMS_MAX else f"{' ou '.join(noms)} ({sigle})"
