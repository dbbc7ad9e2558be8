"""The text of two livrets, paragraph beside paragraph: what was taken out, what came in, what long parts stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from .alignement import Bloc, aligner

# What one page shows: changed passages, and the characters of them and of the unchanged parts folded between.
PASSAGES_MAX, CARACTERES_MAX, CARACTERES_PLIES_MAX = 150, 60_000, 40_000
# An unchanged part as long as this is folded, but for the paragraph that stands next to a change.
PLI_MIN = 3
# Two paragraphs with a smaller part in common are two things, not one rewritten.
COMMUN_MIN = 0.35
# How many paragraphs ahead a rewritten one is looked for.
VOISINS = 4
_MOTS = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True)
class Morceau:
    texte: str
    change: bool


@dataclass(frozen=True)
class Rang:
    """A changed passage: on either side the pieces of its text, none where there was, or is, nothing."""

    avant: list[Morceau]
    apres: list[Morceau]
    change: ClassVar[bool] = True


@dataclass(frozen=True)
class Pli:
    """Paragraphs that are the same; `paragraphes` is empty where the page would be too long with them."""

    nombre: int
    paragraphes: Sequence[str]
    ouvert: bool = False  # short enough to stand in the open, for whoever reads what is beside it
    change: ClassVar[bool] = False


@dataclass
class Difference:
    suite: list[Rang | Pli] = field(default_factory=list)
    passages: int = 0  # changed, shown or not
    tus: int = 0  # changed, too many to be shown
    retires: int = 0  # words
    ajoutes: int = 0


def comparer_textes(avant: Sequence[str], apres: Sequence[str]) -> Difference:
    """Paragraphs on either side. Takes a time that grows with their length, whatever they hold."""
    difference, place, plis = Difference(), CARACTERES_MAX, CARACTERES_PLIES_MAX
    for egal, i1, i2, j1, j2 in aligner(avant, apres):
        if egal:
            if difference.tus:
                continue
            for pli in _plier(apres[j1:j2], au_debut=j1 == 0, a_la_fin=j2 == len(apres)):
                longueur = sum(map(len, pli.paragraphes))
                difference.suite.append(pli if longueur <= plis else Pli(pli.nombre, ()))
                plis -= longueur if longueur <= plis else 0
            continue
        for rang in _passages(avant[i1:i2], apres[j1:j2]):
            difference.passages += 1
            difference.retires += _compter(rang.avant)
            difference.ajoutes += _compter(rang.apres)
            place -= sum(len(m.texte) for m in (*rang.avant, *rang.apres))
            if place < 0 or difference.passages > PASSAGES_MAX:
                difference.tus += 1
            else:
                difference.suite.append(rang)
    return difference


def _compter(morceaux: list[Morceau]) -> int:
    return sum(len(re.findall(r"\w+", m.texte)) for m in morceaux if m.change)


def _plier(paragraphes: Sequence[str], *, au_debut: bool, a_la_fin: bool) -> Iterator[Pli]:
    tete, queue = (0 if au_debut else 1), (0 if a_la_fin else 1)
    nombre = len(paragraphes) - tete - queue
    if nombre < PLI_MIN:
        yield Pli(len(paragraphes), paragraphes, ouvert=True)
        return
    if tete:
        yield Pli(1, paragraphes[:1], ouvert=True)
    yield Pli(nombre, paragraphes[tete : tete + nombre])
    if queue:
        yield Pli(1, paragraphes[-1:], ouvert=True)


def _passages(avant: Sequence[str], apres: Sequence[str]) -> Iterator[Rang]:
    """A paragraph faces the one it has become, looked for a little further on; what faces none came in, or went."""
    place = 0
    seuls: list[str] = []
    for paragraphe in avant:
        candidats = range(place, min(place + VOISINS, len(apres)))
        trouve = next(((j, rang) for j in candidats if (rang := _rapprocher(paragraphe, apres[j]))), None)
        if trouve is None:
            seuls.append(paragraphe)
            continue
        yield from _sans_rapport(seuls, apres[place : trouve[0]])
        yield trouve[1]
        seuls, place = [], trouve[0] + 1
    yield from _sans_rapport(seuls, apres[place:])


def _sans_rapport(avant: Sequence[str], apres: Sequence[str]) -> Iterator[Rang]:
    if avant or apres:
        yield Rang(*([Morceau("\n".join(cote), change=True)] if cote else [] for cote in (avant, apres)))


def _rapprocher(avant: str, apres: str) -> Rang | None:
    """Word by word; None when they have too little in common for that to be read."""
    mots_avant, mots_apres = _MOTS.findall(avant), _MOTS.findall(apres)
    blocs = _lisser(aligner(mots_avant, mots_apres), mots_avant)
    commun = sum(len("".join(mots_avant[i1:i2])) for egal, i1, i2, _, _ in blocs if egal)
    if commun < COMMUN_MIN * max(len(avant), len(apres)):
        return None
    return Rang(
        [Morceau("".join(mots_avant[i1:i2]), not egal) for egal, i1, i2, _, _ in blocs if i2 > i1],
        [Morceau("".join(mots_apres[j1:j2]), not egal) for egal, _, _, j1, j2 in blocs if j2 > j1],
    )


def _lisser(blocs: list[Bloc], mots: Sequence[str]) -> list[Bloc]:
    """A blank or a comma between two changes is a part of one change."""
    lisses: list[Bloc] = []
    for rang, bloc in enumerate(blocs):
        egal, i1, i2, _, _ = bloc
        isole = egal and 0 < rang < len(blocs) - 1 and not any(c.isalnum() for c in "".join(mots[i1:i2]))
        garde = egal and not isole
        if lisses and lisses[-1][0] == garde:
            _, debut_i, _, debut_j, _ = lisses[-1]
            lisses[-1] = (garde, debut_i, i2, debut_j, bloc[4])
        else:
            lisses.append((garde, *bloc[1:]))
    return lisses
