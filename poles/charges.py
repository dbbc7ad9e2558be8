"""The registry of what a person holds where they have a mandate: what is looked at before the mandate ends.

Each room registers in its `AppConfig.ready` what it knows of: a provider, which lists the person's charges, and
what carries out the choice made for one of them. Producers and proofreaders are people: left alone, a charge stays
with the person, whatever becomes of the mandate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

if TYPE_CHECKING:
    from comptes.models import Personne

    from .models import Mandat

LAISSER = "laisser"


@dataclass(frozen=True)
class Choix:
    """One thing that may be done with a charge: « Remplacer par Hugo Petit »."""

    action: str
    libelle: str
    personne: int | None = None
    groupe: str = ""  # the choices of one group stand together in the list

    @property
    def code(self) -> str:
        return f"{self.action}:{self.personne}" if self.personne else self.action


@dataclass(frozen=True)
class Charge:
    """One line of the screen. Without any choice it is there to be known: it follows the fonction.

    `etat` is what the person who decides has seen of it: when it differs, somebody has worked meanwhile.
    `verrou` gives the order in which the records are locked, the same for everybody.
    """

    genre: str
    objet: int
    titre: str
    detail: str
    url: str
    etat: str
    choix: tuple[Choix, ...] = ()
    verrou: tuple[int, int] = (0, 0)
    chaine: str = ""  # the journal's chain, where what happened meanwhile is read

    @property
    def cle(self) -> str:
        return f"{self.genre}-{self.objet}"


@dataclass(frozen=True)
class Decision:
    """What was chosen for a charge, with what there is to carry it out."""

    charge: Charge
    action: str
    de: Personne
    acteur: Personne
    maintenant: datetime
    motif: str
    vers: Personne | None = None


@dataclass(frozen=True)
class Genre:
    titre: str
    fournir: Callable[[Mandat, date], Iterable[Charge]]
    traiter: Callable[[Decision], None] | None = None
    rang: int = 0


@dataclass(frozen=True)
class Groupe:
    """The charges of one kind, as the screen shows them."""

    titre: str
    charges: Sequence[Charge] = field(default_factory=tuple)


Suite = Callable[["Mandat", date, datetime], None]
_genres: dict[str, Genre] = {}
_suites: dict[str, Suite] = {}


def enregistrer(nom: str, genre: Genre) -> None:
    """To call in `AppConfig.ready`; registering again under the same name replaces."""
    _genres[nom] = genre


def enregistrer_suite(nom: str, suite: Suite) -> None:
    """What a room above does once a mandate or a delegation ends: it receives the first day without it."""
    _suites[nom] = suite


def charges_de(mandat: Mandat, jour: date) -> list[Charge]:
    """All that the person of this mandate holds on the campaigns that it covers, kind by kind."""
    return [charge for groupe in groupes_de(mandat, jour) for charge in groupe.charges]


def groupes_de(mandat: Mandat, jour: date) -> list[Groupe]:
    genres = sorted(_genres.values(), key=lambda genre: genre.rang)
    groupes = [Groupe(genre.titre, tuple(genre.fournir(mandat, jour))) for genre in genres]
    return [groupe for groupe in groupes if groupe.charges]


def traiter(decisions: Iterable[Decision]) -> None:
    """Carry them out, inside the caller's transaction, in the order of the locks."""
    for decision in sorted(decisions, key=lambda d: d.charge.verrou):
        service = _genres[decision.charge.genre].traiter
        if service is not None:
            service(decision)


def donner_suite(mandat: Mandat, premier_jour: date, maintenant: datetime) -> None:
    for suite in _suites.values():
        suite(mandat, premier_jour, maintenant)


def destinataires(choix: Iterable[Choix]) -> dict[int, Personne]:
    """The people that these choices give something to, by id."""
    return get_user_model().objects.in_bulk({c.personne for c in choix if c.personne})
