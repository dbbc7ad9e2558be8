"""Which visas a resource needs, and what their sum decides. Pure: no database."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping

from poles.models import Fonction
from productions.models import NatureRessource
from validations.etats import Avis, Issue, NatureVisa

# The trade's double validation: the inspector judges the teaching, the DRANE the responsible use of digital tools.
SIGNATAIRES = {NatureVisa.PEDAGOGIQUE: Fonction.INSPECTEUR, NatureVisa.NUMERIQUE: Fonction.DRANE}


def visas_requis(nature_ressource: str) -> tuple[str, ...]:
    """In-service training resources need no double validation: the coordinator's decision is enough."""
    return () if nature_ressource == NatureRessource.FORMATION else tuple(SIGNATAIRES)


def independant(signataire: int, titulaire: int, engages: Collection[int]) -> bool:
    """May who signs use this mandate, their own or one that is lent to them? The one rule of independence.

    Nobody visas what they produce and nobody gives both visas, in person or through somebody else: neither who signs
    nor in whose name has a hand in the resource or in the other visa.
    """
    return signataire not in engages and titulaire not in engages


def decider(avis: Collection[str], requis: int = len(SIGNATAIRES)) -> str | None:
    """The round's outcome once every visa is given, None before."""
    if len(avis) < requis:
        return None
    if Avis.DEFAVORABLE in avis:
        return Issue.NON_VALIDEE
    if Avis.REPRISE in avis:
        return Issue.REPRISE
    return Issue.VALIDEE


def visas_sans_signataire(candidats: Mapping[str, Collection[Hashable]]) -> list[str]:
    """The visas that nobody can give: no candidate, or the only one for both, since nobody gives both."""
    manquants = [nature for nature in SIGNATAIRES if not candidats.get(nature)]
    if not manquants and len({personne for groupe in candidats.values() for personne in groupe}) < len(SIGNATAIRES):
        return list(SIGNATAIRES)[1:]
    return manquants


# The move of the resource that each outcome stands for (productions/etats.py).
ACTION_DE = {Issue.VALIDEE: "valider", Issue.REPRISE: "demander_reprise", Issue.NON_VALIDEE: "ne_pas_valider"}
