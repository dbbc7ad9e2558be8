"""What can be imported: rooms register their sorts of tables in `AppConfig.ready`, for what a line means is theirs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet

from importations.models import Importation, Issue, LigneImportee

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Champ:
    """One column. `synonymes` are other usual headers, in any case, with or without accents."""

    code: str
    titre: str
    aide: str = ""
    exemple: str = ""
    synonymes: tuple[str, ...] = ()
    obligatoire: bool = False
    longueur: int = 200
    jour: bool = False


@dataclass(frozen=True)
class Ligne:
    """One line as it was read: texts, and days as ISO dates. A column that the table has not is not in `valeurs`."""

    numero: int
    valeurs: dict[str, str]
    motifs: tuple[str, ...] = ()

    def __getitem__(self, code: str) -> str:
        return self.valeurs.get(code, "")


@dataclass
class Verdict:
    """What importing the line would do; `ecarts` as (column, before, after)."""

    ligne: Ligne
    issue: str
    quoi: str = ""
    ecarts: list[tuple[str, str, str]] = field(default_factory=list)
    motifs: list[str] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)

    @classmethod
    def refuser(cls, ligne: Ligne, *motifs: str, quoi: str = "") -> Verdict:
        return cls(ligne, Issue.REFUSEE, quoi, motifs=list(motifs))

    @classmethod
    def comparer(cls, ligne: Ligne, quoi: str, ecarts: Iterable[tuple[str, str, str]]) -> Verdict:
        """Of a record that is there: changed where something differs."""
        vrais = [ecart for ecart in ecarts if differe(ecart[1], ecart[2])]
        return cls(ligne, Issue.CHANGEE if vrais else Issue.INCHANGEE, quoi, ecarts=vrais)


def differe(avant: str, apres: str) -> bool:
    """Blanks aside: a reading keeps one of several."""
    return avant.split() != apres.split()


class Sorte(ABC):
    """A sort of table. Lines are compared and applied together: a constant number of queries for any number of them."""

    code: ClassVar[str]
    titre: ClassVar[str]  # « Membres de l'équipe »
    un: ClassVar[str]  # « un membre »
    # The heading of what a line is about, where it is somebody.
    quoi: ClassVar[str] = "Quoi"
    plusieurs: ClassVar[str]
    champs: ClassVar[tuple[Champ, ...]]
    permission: ClassVar[str]
    # One of the lists that an académie's administration keeps: its page offers it.
    referentiel: ClassVar[bool] = False
    reserve_a: ClassVar[str]
    # What is said before, of who gets a mail; and what lets one send none.
    prevenus: ClassVar[str] = "Personne ne reçoit de courriel."
    sans_prevenir: ClassVar[str] = ""

    @abstractmethod
    def portees(self, personne: Personne) -> QuerySet[Any]:
        """The records that such a table may be about, as far as this person sees them."""

    @abstractmethod
    def adresse(self, portee: Any) -> str:
        """Where what was imported is read."""

    @abstractmethod
    def cle(self, ligne: Ligne) -> str:
        """What makes two lines speak of the same thing; empty when the line does not say."""

    @abstractmethod
    def comparer(self, portee: Any, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
        """One verdict a line, in their order."""

    @abstractmethod
    def verrouiller(self, portee: Any) -> Any:
        """Lock the record that the table is about; nobody else imports into it meanwhile. Raises ActionImpossible."""

    @abstractmethod
    def appliquer(
        self, portee: Any, verdicts: Sequence[Verdict], *, acteur: Personne, jour: date, maintenant: datetime
    ) -> dict[int, Model]:
        """Write the new and the changed ones, in the caller's transaction. Returns what is to be followed, by line."""

    @abstractmethod
    def actuelles(self, portee: Any, jour: date) -> Iterable[Sequence[object]]:
        """What is there, as rows of this very table: importing it changes nothing."""

    def suivre(self, lignes: Sequence[LigneImportee], importation: Importation, maintenant: datetime) -> None:  # noqa: B027
        """What comes after, a few lines at a time, each once: mails. May be called again with the same lines."""


_sortes: dict[str, Sorte] = {}


def enregistrer(sorte: Sorte) -> None:
    """To call in `AppConfig.ready`."""
    _sortes[sorte.code] = sorte


def sorte_de(code: str) -> Sorte | None:
    return _sortes.get(code)


def referentiels() -> list[Sorte]:
    """Those that are about a whole académie."""
    return [sorte for sorte in _sortes.values() if sorte.referentiel]
