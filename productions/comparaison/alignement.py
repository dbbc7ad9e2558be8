"""The longest common part of two texts, in a time that nobody's text can make long.

What stands once on either side holds the two together (Bram Cohen's « patience diff »); Python's own comparison, whose
time may grow with the cube of the length, is left the short gaps between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# How many pairs of places a gap may have; a larger one is said to have changed as a whole.
PAIRES_MAX = 2_500

Bloc = tuple[bool, int, int, int, int]  # unchanged? then where it begins and ends on the left, on the right


def aligner(a: Sequence[str], b: Sequence[str]) -> list[Bloc]:
    """Blocks that follow one another to the end of both, unchanged and changed in turn."""
    egaux = sorted(set(_egaux(a, b)))
    blocs: list[Bloc] = []
    i = j = 0
    rang = 0
    while rang < len(egaux):
        debut_i, debut_j = egaux[rang]
        longueur = 1
        while rang + longueur < len(egaux) and egaux[rang + longueur] == (debut_i + longueur, debut_j + longueur):
            longueur += 1
        if (debut_i, debut_j) != (i, j):
            blocs.append((False, i, debut_i, j, debut_j))
        i, j = debut_i + longueur, debut_j + longueur
        blocs.append((True, debut_i, i, debut_j, j))
        rang += longueur
    if i < len(a) or j < len(b):
        blocs.append((False, i, len(a), j, len(b)))
    return blocs


def _egaux(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    i = j = 0
    for ancre_i, ancre_j in [*_ancres(a, b), (len(a), len(b))]:
        yield from _dans_l_intervalle(a, b, (i, ancre_i), (j, ancre_j))
        if ancre_i < len(a):
            yield ancre_i, ancre_j
        i, j = ancre_i + 1, ancre_j + 1


def _ancres(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run, in the same order on both sides, of what stands once on each."""
    fois_a, fois_b = Counter(a), Counter(b)
    places = {mot: j for j, mot in enumerate(b) if fois_b[mot] == 1}
    paires = [(i, places[mot]) for i, mot in enumerate(a) if fois_a[mot] == 1 and mot in places]
    fins: list[int] = []  # of the best run of each length, its last place on the right…
    derniers: list[int] = []  # … and which pair that is
    precedents: list[int] = []
    for rang, (_, j) in enumerate(paires):
        longueur = bisect_left(fins, j)
        fins[longueur : longueur + 1], derniers[longueur : longueur + 1] = [j], [rang]
        precedents.append(derniers[longueur - 1] if longueur else -1)
    chaine, rang = [], derniers[-1] if derniers else -1
    while rang >= 0:
        chaine.append(paires[rang])
        rang = precedents[rang]
    return chaine[::-1]


def _dans_l_intervalle(
    a: Sequence[str], b: Sequence[str], de_a: tuple[int, int], de_b: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    (i, fin_i), (j, fin_j) = de_a, de_b
    while i < fin_i and j < fin_j and a[i] == b[j]:
        yield i, j
        i, j = i + 1, j + 1
    while i < fin_i and j < fin_j and a[fin_i - 1] == b[fin_j - 1]:
        fin_i, fin_j = fin_i - 1, fin_j - 1
        yield fin_i, fin_j
    if 0 < (fin_i - i) * (fin_j - j) <= PAIRES_MAX:
        for bloc in SequenceMatcher(None, a[i:fin_i], b[j:fin_j], autojunk=False).get_matching_blocks():
            yield from ((i + bloc.a + pas, j + bloc.b + pas) for pas in range(bloc.size))
