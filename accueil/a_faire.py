"""« À faire »: one person's obligations, sorted as the home page tells them. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from calendrier.obligations import Bornes, Obligation

PROCHE = timedelta(days=14)
A_VENIR = timedelta(days=30)
# What is shown at once, then what unfolds; past both, a page of its own lists them (visas, resources).
MONTREES = 12
DEPLIEES = 48
ATTENTES = 6


def bornes(jour: date) -> Bornes:
    """What to ask of the providers: no more than the page shows, and one, which says that there are more."""
    return Bornes(nombre=MONTREES + DEPLIEES + 1, attentes=ATTENTES, proche=jour + PROCHE)


@dataclass(frozen=True)
class Ligne:
    """One obligation as it reads; `pole` is empty where there is only one."""

    obligation: Obligation
    pole: str
    en_retard: bool
    excusee: bool = False  # its day is past, and the person away


@dataclass
class AFaire:
    """Three lists by urgency; `attentes`: what people have been waiting for the longest, each in a list too."""

    pressees: list[Ligne] = field(default_factory=list)
    a_venir: list[Ligne] = field(default_factory=list)
    plus_tard: list[Ligne] = field(default_factory=list)
    attentes: list[Obligation] = field(default_factory=list)

    @property
    def montrees(self) -> list[Ligne]:
        return self.pressees[:MONTREES]

    @property
    def depliees(self) -> list[Ligne]:
        return self.pressees[MONTREES : MONTREES + DEPLIEES]

    @property
    def nombre(self) -> int:
        """How many press, up to what is shown."""
        return min(len(self.pressees), MONTREES + DEPLIEES)

    @property
    def au_dela(self) -> bool:
        return len(self.pressees) > MONTREES + DEPLIEES

    @property
    def ensuite(self) -> list[Ligne]:
        return self.plus_tard[:DEPLIEES]

    @property
    def prochaine(self) -> Obligation | None:
        """What comes first when nothing presses."""
        return next((ligne.obligation for ligne in [*self.a_venir, *self.plus_tard]), None)

    @property
    def vide(self) -> bool:
        return not (self.pressees or self.a_venir or self.plus_tard)


def trier(obligations: Iterable[Obligation], jour: date, poles: Mapping[int, str], *, excuse: bool = False) -> AFaire:
    """Keep the registry's order inside each list. `poles` names campaigns, where the person has several.

    `excuse`: who is away is late for nothing.
    """
    a_faire = AFaire()
    for obligation in obligations:
        retard = obligation.retard(jour) > 0
        ligne = Ligne(obligation, poles.get(obligation.campagne, ""), retard and not excuse, retard and excuse)
        _liste(a_faire, obligation, jour).append(ligne)
        if obligation.attendue_par:
            a_faire.attentes.append(obligation)
    a_faire.attentes.sort(key=lambda obligation: obligation.depuis or jour)
    a_faire.attentes = _sans_redites(a_faire.attentes)[:ATTENTES]
    return a_faire


def _liste(a_faire: AFaire, obligation: Obligation, jour: date) -> list[Ligne]:
    """What somebody waits for presses whatever its date; so does what has none."""
    if obligation.echeance is None or obligation.attendue_par or obligation.echeance <= jour + PROCHE:
        return a_faire.pressees
    return a_faire.a_venir if obligation.echeance <= jour + A_VENIR else a_faire.plus_tard


def _sans_redites(attentes: list[Obligation]) -> list[Obligation]:
    """A pôle that lacks both its signatories makes its people wait once, for it."""
    uniques: dict[tuple[object, ...], Obligation] = {}
    for attente in attentes:
        page = attente.url.partition("?")[0]
        uniques.setdefault((attente.attendue_par, attente.objet, attente.depuis, page), attente)
    return list(uniques.values())
