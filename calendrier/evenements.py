"""The registry of what takes place at an hour or on a day: meetings, séances de validation.

As for the obligations, each room registers a provider in its `AppConfig.ready`; feeds, invitations and calendar
pages read them all. What was cancelled stays in the answer, so that a calendar which holds it takes it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Periode:
    """What is asked of the providers: one person's events, or those of some campaigns, from a day to another.

    `personne`: those that the person is invited to, or leads. Both days are included.
    """

    du: date
    au: date
    personne: Personne | None = None
    campagnes: tuple[int, ...] | None = None

    def bornes(self) -> tuple[datetime, datetime]:
        """The first instant and the one after the last, wherever on Earth the two days are lived."""
        utc = ZoneInfo("UTC")
        debut = datetime.combine(self.du, time.min, utc) - timedelta(hours=14)
        return debut, datetime.combine(self.au, time.min, utc) + timedelta(days=1, hours=12)


@dataclass(frozen=True)
class Evenement:
    """`debut` and `fin`: both aware instants (`fin` comes after), or both days (`fin` is the last one)."""

    uid: str  # stable: « reunion-12 »; a calendar recognises by it what it already holds
    sequence: int  # rises with each change of date or place, and with the cancellation
    titre: str
    debut: datetime | date
    fin: datetime | date
    modifie_le: datetime
    fuseau: str = "Europe/Paris"  # where people meet: IANA
    lieu: str = ""
    url: str = ""  # the page: a path of this service
    description: str = ""
    annule: bool = False
    campagnes: frozenset[int] = frozenset()
    personnes: frozenset[int] = frozenset()  # who is invited
    alarmes: tuple[timedelta, ...] = ()  # how long before it begins
    reserve: bool = False  # its page opens to those invited and to whoever leads the pôle, to nobody else
    occupe: bool = True  # False for a deadline, which takes nobody's time

    @property
    def a_heures(self) -> bool:
        """Has it hours, or does it last whole days?"""
        return isinstance(self.debut, datetime)

    @property
    def jour(self) -> date:
        """The first day, where people meet."""
        return self.quand.date() if isinstance(self.debut, datetime) else self.debut

    @property
    def dernier_jour(self) -> date:
        """The last one, in the same way."""
        if isinstance(self.fin, datetime):
            return self.fin.astimezone(ZoneInfo(self.fuseau)).date()
        return self.fin

    @property
    def quand(self) -> datetime:
        """When it begins, on the clocks of where people meet, without a zone; midnight for a whole day."""
        if isinstance(self.debut, datetime):
            return self.debut.astimezone(ZoneInfo(self.fuseau)).replace(tzinfo=None)
        return datetime.combine(self.debut, time.min)


Fournisseur = Callable[[Periode], Iterable[Evenement]]
_fournisseurs: dict[str, Fournisseur] = {}


def enregistrer(nom: str, fournisseur: Fournisseur) -> None:
    """To call in `AppConfig.ready`; registering again under the same name replaces."""
    _fournisseurs[nom] = fournisseur


def evenements(periode: Periode) -> list[Evenement]:
    """All that takes place, the earliest first."""
    tous = (e for fournisseur in _fournisseurs.values() for e in fournisseur(periode))
    # The providers' bounds are wide: where people meet, it may be another day.
    siens = (e for e in tous if e.jour <= periode.au and e.dernier_jour >= periode.du)
    return sorted(siens, key=lambda e: (e.jour, e.a_heures, e.quand, e.uid))
