"""The proposal itself: every place filled that can be, loads as even as they can be, then establishments kept apart.

Each place goes to the least loaded person that a chain of exchanges can reach. A cheapest path being chosen each time,
the sum of the squares of the loads is the least there is: where loads that differ by one at most exist, it finds them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Lecteur:
    """`charge`: what they have to hand in already, wherever it is. Somebody away is given nothing."""

    cle: int
    charge: int = 0
    etablissements: frozenset[int] = frozenset()
    present: bool = True


@dataclass(frozen=True)
class ALire:
    """`exclus`: who produces it, or was asked already. `etablissements`: its producers'."""

    cle: int
    places: int
    exclus: frozenset[int] = frozenset()
    etablissements: frozenset[int] = frozenset()


@dataclass
class Repartition:
    """`lisent`: the readers given to each resource; `charges`: what each present reader then has to hand in."""

    lisent: dict[int, set[int]] = field(default_factory=dict)
    charges: dict[int, int] = field(default_factory=dict)

    @property
    def ecart(self) -> int:
        return max(self.charges.values()) - min(self.charges.values()) if self.charges else 0

    def confiees(self, lecteur: int) -> int:
        return sum(1 for lecteurs in self.lisent.values() if lecteur in lecteurs)


# A link of a chain: this person takes this resource, from the person before, or from nobody.
Maillon = tuple[int, int, int | None]


class _Tableau:
    def __init__(self, lecteurs: Iterable[Lecteur], a_lire: Iterable[ALire]) -> None:
        self.lecteurs = sorted((x for x in lecteurs if x.present), key=lambda x: (x.charge, x.cle))
        self.a_lire = {r.cle: r for r in a_lire}
        self.resultat = Repartition({cle: set() for cle in self.a_lire}, {x.cle: x.charge for x in self.lecteurs})
        self.voisins = {
            r.cle: {x.cle for x in self.lecteurs if x.etablissements & r.etablissements} for r in self.a_lire.values()
        }
        self.possibles = {r.cle: [x.cle for x in self.lecteurs if x.cle not in r.exclus] for r in self.a_lire.values()}

    def remplir(self, ressource: int) -> bool:
        """One more reader, whoever has the least to read among those that can be reached."""
        charges, voisins = self.resultat.charges, self.voisins[ressource]
        chaines = list(self._chaines(ressource, self._prenables))
        if not chaines:
            return False
        # Of the equally loaded ones the nearest, and rather of another establishment.
        chaine = min(chaines, key=lambda c: (charges[c[-1][0]], len(c), c[-1][0] in voisins, c[-1][0]))
        self._suivre(chaine)
        charges[chaine[-1][0]] += 1
        return True

    def eloigner(self, ressource: int, voisin: int) -> bool:
        """Give to others what somebody reads of their own establishment, loads staying as even as they are."""
        charges = self.resultat.charges
        self.resultat.lisent[ressource].remove(voisin)
        for chaine in self._chaines(ressource, self._prenables_au_loin, voisin):
            dernier = chaine[-1][0]
            if dernier == voisin or charges[dernier] < charges[voisin]:
                self._suivre(chaine)
                charges[voisin] -= 1
                charges[dernier] += 1
                return True
        self.resultat.lisent[ressource].add(voisin)
        return False

    def _prenables(self, ressource: int) -> Iterator[int]:
        return (x for x in self.possibles[ressource] if x not in self.resultat.lisent[ressource])

    def _prenables_au_loin(self, ressource: int) -> Iterator[int]:
        return (x for x in self._prenables(ressource) if x not in self.voisins[ressource])

    def _chaines(
        self, ressource: int, prenables: Callable[[int], Iterable[int]], donne: int | None = None
    ) -> Iterator[list[Maillon]]:
        """The shortest chain to each person that one can reach: who takes this resource may pass on another."""
        lues: dict[int, list[int]] = {x.cle: [] for x in self.lecteurs}
        for cle, lecteurs in self.resultat.lisent.items():
            for lecteur in lecteurs:
                lues[lecteur].append(cle)
        file: deque[list[Maillon]] = deque([(x, ressource, None)] for x in prenables(ressource) if x != donne)
        vus = {chaine[0][0] for chaine in file}
        while file:
            chaine = file.popleft()
            yield chaine
            dernier = chaine[-1][0]
            for autre in sorted(lues[dernier]):
                suivants = [x for x in prenables(autre) if x not in vus]
                vus.update(suivants)
                file.extend([*chaine, (x, autre, dernier)] for x in suivants)

    def _suivre(self, chaine: list[Maillon]) -> None:
        for prend, ressource, laisse in chaine:
            self.resultat.lisent[ressource].add(prend)
            if laisse is not None:
                self.resultat.lisent[ressource].remove(laisse)


def repartir(lecteurs: Iterable[Lecteur], a_lire: Iterable[ALire]) -> Repartition:
    tableau = _Tableau(lecteurs, a_lire)
    # Those that the fewest can read come first: nothing depends on it but which of several equal proposals is made.
    ordre = sorted(tableau.a_lire, key=lambda cle: (len(tableau.possibles[cle]), cle))
    for cle in ordre:
        for _ in range(tableau.a_lire[cle].places):
            if not tableau.remplir(cle):
                break
    for cle in ordre:
        for voisin in sorted(tableau.resultat.lisent[cle] & tableau.voisins[cle]):
            tableau.eloigner(cle, voisin)
    return tableau.resultat
