"""A mail's text cut into what is written and what is filled in. Pure: knows neither Django's templates nor values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BALISE = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})")
_MOT = re.compile(r"[a-z]+")


class ErreurDeGabarit(ValueError):
    """What is wrong, in words, and on which line."""

    def __init__(self, ligne: int, phrase: str) -> None:
        super().__init__(phrase)
        self.ligne, self.phrase = ligne, phrase


@dataclass(frozen=True)
class Ecrit:
    texte: str


@dataclass(frozen=True)
class Jeton:
    """`{{ code }}`, filled in with a value."""

    code: str
    ligne: int


@dataclass
class Branche:
    """`condition` is empty for what stands after « sinon »."""

    condition: str
    ligne: int
    noeuds: list[Noeud] = field(default_factory=list)


@dataclass
class Si:
    branches: list[Branche]


@dataclass
class Pour:
    """`{% for code %}`: `code` is « titre in titres »."""

    code: str
    ligne: int
    noeuds: list[Noeud] = field(default_factory=list)


Noeud = Ecrit | Jeton | Si | Pour


def lire(source: str, premiere_ligne: int = 1) -> list[Noeud]:
    """Raises ErreurDeGabarit for what cannot be read; `premiere_ligne` numbers the lines of a part of a text."""
    return _Lecture(source, premiere_ligne).tout()


def visiter(noeuds: list[Noeud], boucles: tuple[str, ...] = ()) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    """Each (« jeton », « si » or « pour », its code, its line, the loops around it), in the order of the text."""
    for noeud in noeuds:
        if isinstance(noeud, Jeton):
            yield "jeton", noeud.code, noeud.ligne, boucles
        elif isinstance(noeud, Si):
            for branche in noeud.branches:
                if branche.condition:
                    yield "si", branche.condition, branche.ligne, boucles
                yield from visiter(branche.noeuds, boucles)
        elif isinstance(noeud, Pour):
            yield "pour", noeud.code, noeud.ligne, boucles
            yield from visiter(noeud.noeuds, (*boucles, noeud.code))


class _Lecture:
    def __init__(self, source: str, premiere_ligne: int) -> None:
        self.morceaux = _BALISE.split(source)
        self.ligne = premiere_ligne
        self.racine: list[Noeud] = []
        # What is open: where its content goes, the node, the line that opened it.
        self.ouverts: list[tuple[list[Noeud], Si | Pour, int]] = []

    def tout(self) -> list[Noeud]:
        for rang, morceau in enumerate(self.morceaux):
            if rang % 2:
                self._balise(morceau)
            else:
                self._ecrit(morceau)
            self.ligne += morceau.count("\n")
        if self.ouverts:
            _, noeud, ligne = self.ouverts[-1]
            fin = "endif" if isinstance(noeud, Si) else "endfor"
            raise ErreurDeGabarit(ligne, f"Ce qui s'ouvre ici n'est pas fermé : il manque {{% {fin} %}}.")
        return self.racine

    @property
    def ici(self) -> list[Noeud]:
        return self.ouverts[-1][0] if self.ouverts else self.racine

    def _ecrit(self, texte: str) -> None:
        for signe in ("{{", "{%", "{#", "}}", "%}", "#}"):
            if (place := texte.find(signe)) >= 0:
                ligne = self.ligne + texte.count("\n", 0, place)
                raise ErreurDeGabarit(ligne, f"« {signe} » est seul : il manque l'autre moitié, sur la même ligne.")
        if texte:
            self.ici.append(Ecrit(texte))

    def _balise(self, balise: str) -> None:
        contenu = balise[2:-2].strip()
        if balise.startswith("{{"):
            self.ici.append(Jeton(contenu, self.ligne))
        elif balise.startswith("{%"):
            mot = _MOT.match(contenu)
            self._bloc(mot.group() if mot else contenu, contenu)

    def _bloc(self, mot: str, contenu: str) -> None:
        suite = contenu[len(mot) :].strip()
        if mot == "load":
            return
        if mot == "if" and suite:
            self._ouvrir(Si([Branche(suite, self.ligne)]))
        elif mot == "for" and suite:
            self._ouvrir(Pour(suite, self.ligne))
        elif mot in {"elif", "else"}:
            self._autrement(suite if mot == "elif" else "", mot)
        elif mot in {"endif", "endfor"}:
            self._fermer(mot)
        else:
            raise ErreurDeGabarit(self.ligne, f"« {{% {contenu} %}} » ne s'écrit pas dans un courriel.")

    def _ouvrir(self, noeud: Si | Pour) -> None:
        self.ici.append(noeud)
        dedans = noeud.noeuds if isinstance(noeud, Pour) else noeud.branches[0].noeuds
        self.ouverts.append((dedans, noeud, self.ligne))

    def _autrement(self, condition: str, mot: str) -> None:
        noeud = self.ouverts[-1][1] if self.ouverts else None
        if not isinstance(noeud, Si) or not noeud.branches[-1].condition:
            raise ErreurDeGabarit(self.ligne, f"« {{% {mot} %}} » ne suit aucun {{% if … %}}.")
        branche = Branche(condition, self.ligne)
        noeud.branches.append(branche)
        self.ouverts[-1] = (branche.noeuds, noeud, self.ouverts[-1][2])

    def _fermer(self, mot: str) -> None:
        attendu = Si if mot == "endif" else Pour
        if not self.ouverts or not isinstance(self.ouverts[-1][1], attendu):
            raise ErreurDeGabarit(self.ligne, f"« {{% {mot} %}} » ne ferme rien ici.")
        self.ouverts.pop()
