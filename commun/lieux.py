"""Which pôle or académie a mail is about: what allows it to be found, and rewritten, by who answers for that place.

The rooms above know the records; they say here, for each name that a mail's context may hold, where its record is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Lieu:
    """A campaign's number, else an académie's where there is no campaign; neither: the service as a whole."""

    campagne: int | None = None
    academie: int | None = None


_lieux: dict[str, Callable[[Any], Lieu]] = {}
_academies: list[Callable[[Collection[int]], dict[int, int]]] = []


def enregistrer(cle: str, lieu: Callable[[Any], Lieu]) -> None:
    """To call in `AppConfig.ready`: where the record that mails call `cle` is. It may ask the database for nothing."""
    _lieux[cle] = lieu


def enregistrer_academies(fonction: Callable[[Collection[int]], dict[int, int]]) -> None:
    """To call in `AppConfig.ready`, once: the académie of each of these campaigns that has one, in one query."""
    _academies[:] = [fonction]


def academies_de(campagnes: Collection[int]) -> dict[int, int]:
    return _academies[0](campagnes) if _academies and campagnes else {}


def lieu_du_courriel(contexte: Mapping[str, Any]) -> Lieu:
    """That of the records which the mail is about: they all are of the same pôle."""
    for cle in _lieux:
        if (fiche := contexte.get(cle)) is not None and (lieu := _lieux[cle](fiche)) != Lieu():
            return lieu
    return Lieu()


def lieu_commun(campagnes: Collection[int | None], academies: Mapping[int, int]) -> Lieu:
    """Of a mail that gathers several: their campaign if it is one, else their académie if it is one, else nowhere.

    None among the campaigns: something of no campaign is told too. `academies`: of `academies_de`.
    """
    if None in campagnes or not campagnes:
        return Lieu()
    if len(set(campagnes)) == 1:
        return Lieu(campagne=next(iter(campagnes)))
    trouvees = {academies.get(campagne) for campagne in campagnes}
    return Lieu(academie=trouvees.pop()) if len(trouvees) == 1 else Lieu()
