"""A PDF knows lines and pages: what is printed on every page goes, and the lines become paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_FOLIO = re.compile(r"[-–—\s]*(page\s*)?\d{1,4}(\s*(/|sur)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_PUCE = re.compile(r"\s*([•●▪■◦‣\-–—*\ue000-\uf8ff]|\d{1,2}[.)]|[a-z]\))\s")
_FIN = (".", "!", "?", ":", ";", "…", "»")
# A line this much shorter than the long ones (the longest of four) ends a paragraph, or is a title.
_COURTE = 0.7


def sans_bandeaux(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Without page numbers, nor what most pages begin or end with: they would show as changed at each new page."""
    bords = Counter(bord for page in pages if page for bord in {_type(page[0]), _type(page[-1])})
    repetes = {bord for bord, fois in bords.items() if len(pages) > 2 and fois > len(pages) / 2}
    ecorchees = [_ecorcher(list(page), repetes) for page in pages]
    # Pages that hold little else are no banners.
    return ecorchees if sum(map(bool, ecorchees)) > len(pages) / 2 else [list(page) for page in pages]


def _type(ligne: str) -> str:
    return re.sub(r"\d+", "0", ligne)


def _ecorcher(page: list[str], repetes: set[str]) -> list[str]:
    while page and (_type(page[0]) in repetes or _FOLIO.fullmatch(page[0])):
        page.pop(0)
    while page and (_type(page[-1]) in repetes or _FOLIO.fullmatch(page[-1])):
        page.pop()
    return page


def recoller(lignes: Sequence[str]) -> Iterator[str]:
    """Paragraphs; an empty line ends one."""
    longueurs = sorted(len(ligne) for ligne in lignes if ligne)
    longue = _COURTE * longueurs[len(longueurs) * 3 // 4] if longueurs else 0
    courant, derniere = "", ""
    for ligne in lignes:
        if courant and (not ligne or _s_arrete(derniere, longue) or _PUCE.match(ligne)):
            yield courant
            courant = ""
        # A hyphen at the end of a line may be the word's own: it stays, without the blank.
        lie = courant.endswith("-") and ligne[:1].islower()
        courant, derniere = (courant + ligne if lie else f"{courant} {ligne}".strip()), ligne
    if courant:
        yield courant


def _s_arrete(ligne: str, longue: float) -> bool:
    return ligne.endswith(_FIN) or len(ligne) < longue
