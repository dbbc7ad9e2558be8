"""What the rules speak of: a resource and what is attached to it, as plain records."""

from __future__ import annotations

from dataclasses import dataclass, field

CONCEPTION, RELECTURE, REVISION, PRETE = "en_conception", "en_relecture", "en_revision", "prete_a_valider"
VALIDATION, VALIDEE, NON_VALIDEE, PUBLIEE = "en_validation", "validee", "non_validee", "publiee"
ABANDONNEE = "abandonnee"
INACHEVES = {CONCEPTION, RELECTURE, REVISION, PRETE}


@dataclass(eq=False)
class Version:
    numero: int
    de: str  # who has deposited it
    livret: bool
    avant: str  # the resource's state before
    lue: bool = False
    annulee: bool = False


@dataclass(eq=False)
class Relecture:
    qui: str
    version: Version
    etat: str = "attendue"


@dataclass(eq=False)
class Remarque:
    auteur: str
    version: Version
    bloquante: bool
    relecture: Relecture | None = None  # None: it comes from a visa
    reponse: str = ""
    portee_par: Version | None = None  # the version that carries the answer

    @property
    def transmise(self) -> bool:
        return self.relecture is None or self.relecture.etat == "rendue"


@dataclass(frozen=True)
class Signe:
    qui: str
    avis: str
    au_nom_de: str = ""  # "": in their own

    @property
    def engages(self) -> set[str]:
        return {self.qui, self.au_nom_de} - {""}


@dataclass(frozen=True)
class Pose:
    """What lies on the table of a séance."""

    qui: str  # whose opinion
    avis: str
    par: str  # who has typed it


@dataclass(eq=False)
class Ronde:
    version: Version
    visas: dict[str, Signe] = field(default_factory=dict)  # by nature
    prepares: dict[str, str] = field(default_factory=dict)  # who, their opinion
    table: dict[str, Pose] = field(default_factory=dict)  # by nature
    issue: str = ""

    @property
    def decidee(self) -> bool:
        return self.issue not in {"", "retiree"}

    def rendre(self, qui: str | None = None) -> None:
        """What was not signed leaves the table for its author's notes; typed by another, it replaces none of theirs."""
        for nature, pose in list(self.table.items()):
            if qui in {None, pose.qui}:
                del self.table[nature]
                if pose.par == pose.qui:
                    self.prepares[pose.qui] = pose.avis
                else:
                    self.prepares.setdefault(pose.qui, pose.avis)


@dataclass(eq=False)
class Seance:
    rondes: list[Ronde]
    invites: set[str]
    presents: set[str]


@dataclass(eq=False)
class Ressource:
    classe: bool
    producteurs: set[str]
    etat: str = CONCEPTION
    avant: str = ""
    brouillon: bool | None = None  # has the draft that a cancelled deposit left a livret? None: no such draft
    versions: list[Version] = field(default_factory=list)
    relectures: list[Relecture] = field(default_factory=list)
    remarques: list[Remarque] = field(default_factory=list)
    rondes: list[Ronde] = field(default_factory=list)
    accords: set[str] = field(default_factory=set)
    suite: bool = False  # followed in the next year
    publie: set[int] = field(default_factory=set)  # number of the version that is public

    @property
    def version(self) -> Version | None:
        """The last one, cancelled ones aside."""
        return next((v for v in reversed(self.versions) if not v.annulee), None)

    @property
    def ronde(self) -> Ronde | None:
        return next((r for r in self.rondes if not r.issue), None)

    @property
    def attendues(self) -> list[Relecture]:
        return [r for r in self.relectures if r.etat == "attendue"]

    def aller(self, etat: str) -> None:
        self.etat, self.avant = etat, self.etat
