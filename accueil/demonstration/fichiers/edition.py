"""What a resource teaches, and one version of it: all that its files are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.text import slugify

# What each new version adds to the course, whatever its subject.
ENRICHISSEMENTS = (
    ("Coups de pouce", "Trois aides graduées, à ouvrir une à une, pour qui reste bloqué."),
    ("Faire le point", "Dix questions pour vérifier ce que l'on sait, avec un retour immédiat."),
    ("Pour aller plus loin", "Un prolongement en autonomie pour les plus rapides."),
)


@dataclass(frozen=True)
class Contenu:
    objectif: str
    duree: str
    seances: tuple[tuple[str, str], ...]  # (title, what the pupils do)
    annexe: str = ""  # the extension of the file that goes with the course


@dataclass(frozen=True)
class Edition:
    titre: str
    public: str
    auteurs: tuple[str, ...]
    contenu: Contenu
    cours: int  # the course's number on its platform
    numero: int
    deposee_le: datetime
    changements: str = ""

    @property
    def jour(self) -> date:
        return self.deposee_le.astimezone(ZoneInfo("Europe/Paris")).date()

    @property
    def nom_court(self) -> str:
        return slugify(self.titre)[:40].strip("-")

    @cached_property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The course's sections: the lessons, then what the versions added."""
        return (*self.contenu.seances, *ENRICHISSEMENTS[: self.numero - 1])
