"""Which visas a resource needs, and what their sum decides (design.md §4, seed « Étape 4 »). Pure: no database."""

from __future__ import annotations

from collections.abc import Collection

from poles.models import Fonction
from productions.models import NatureRessource
from validations.etats import Avis, Issue, NatureVisa

# The trade's double validation: the inspector judges the teaching, the DRANE the responsible use of digital tools.
SIGNATAIRES = {NatureVisa.PEDAGOGIQUE: Fonction.INSPECTEUR, NatureVisa.NUMERIQUE: Fonction.DRANE}


def visas_requis(nature_ressource: str) -> tuple[str, ...]:
    """In-service training resources need no double validation: the coordinator's decision is enough."""
    return () if nature_ressource == NatureRessource.FORMATION else tuple(SIGNATAIRES)


def decider(avis: Collection[str], requis: int = len(SIGNATAIRES)) -> str | None:
    """The round's outcome once every visa is given, None before."""
    if len(avis) < requis:
        return None
    if Avis.DEFAVORABLE in avis:
        return Issue.NON_VALIDEE
    if Avis.REPRISE in avis:
        return Issue.REPRISE
    return Issue.VALIDEE


# The move of the resource that each outcome stands for (productions/etats.py).
ACTION_DE = {Issue.VALIDEE: "valider", Issue.REPRISE: "demander_reprise", Issue.NON_VALIDEE: "ne_pas_valider"}
