"""Searching the help by simple words: neither accents nor case nor plurals count, nor the words that say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from aide.guide import Page, pages
from aide.redaction import Section, avec_espaces
from commun.recherche import VIDES, plier
from commun.textes import mots

# In a page's title, in a heading, in the text: what a word found there weighs.
POIDS_TITRE, POIDS_SECTION, POIDS_TEXTE, TEXTE_AU_PLUS = 12, 5, 1, 4
RESULTATS = 12
# Anybody may ask: of a long question, the first words.
RACINES = 8
EXTRAIT = 220
# Beside what every sentence holds: the words of a question.
_VIDES = VIDES | set("ai comment est faire fait faut peut peux puis quand quel quelle quoi suis".split())  # noqa: SIM905


@dataclass(frozen=True)
class Resultat:
    page: Page
    section: Section
    extrait: SafeString
    score: int


def chercher(question: str) -> list[Resultat]:
    """The pages that hold every word, the best first; those that hold some of them, where none holds all."""
    racines = list(dict.fromkeys(_racine(mot) for mot in mots(question) if mot not in _VIDES))[:RACINES]
    if not racines:
        return []
    notees = [(page, [_noter(page, racine) for racine in racines]) for page in pages().values()]
    trouvees = [(p, n) for p, n in notees if all(n)] or [(p, n) for p, n in notees if any(n)]
    classees = sorted(trouvees, key=lambda une: -sum(une[1]))[:RESULTATS]
    return [_resultat(page, racines, sum(notes)) for page, notes in classees]


def _noter(page: Page, racine: str) -> int:
    texte = sum(_compter(racine, s.texte) for s in page.sections) + _compter(racine, page.resume)
    titres = sum(_compter(racine, s.titre) for s in page.sections)
    return (
        POIDS_TITRE * bool(_compter(racine, page.titre))
        + POIDS_SECTION * bool(titres)
        + POIDS_TEXTE * min(texte, TEXTE_AU_PLUS)
    )


def _resultat(page: Page, racines: list[str], score: int) -> Resultat:
    """Leads to the section that says the most about it, unless the page's beginning does."""

    def parle(section: Section) -> int:
        return sum(POIDS_SECTION * _compter(r, section.titre) + _compter(r, section.texte) for r in racines)

    debut = Section("", "", page.resume)
    section = max([debut, *page.sections], key=parle)
    return Resultat(page, section, _extrait(section.texte or page.resume, racines), score)


def _extrait(texte: str, racines: list[str]) -> SafeString:
    """The sentence where the first word is found, with that word marked."""
    place = next(
        (m for m in re.finditer(r"\w+", texte) if _racine(plier(m[0]).strip()).startswith(tuple(racines))), None
    )
    if place is None:
        return format_html("{}", avec_espaces(_couper(texte)))
    debut = max(texte.rfind(". ", 0, place.start()) + 2, 0) if ". " in texte[: place.start()] else 0
    fin = place.end() + max(EXTRAIT - (place.end() - debut), 60)
    avant, apres = texte[debut : place.start()], texte[place.end() : fin]
    points = "…" if fin < len(texte) else ""
    apres = apres.rsplit(" ", 1)[0] if points else apres
    return format_html("{}<mark>{}</mark>{}{}", avec_espaces(avant), place[0], avec_espaces(apres), points)


def _couper(texte: str) -> str:
    return texte if len(texte) <= EXTRAIT else f"{texte[:EXTRAIT].rsplit(' ', 1)[0]}…"


def _compter(racine: str, texte: str) -> int:
    return sum(mot.startswith(racine) for mot in _racines(texte))


@cache
def _racines(texte: str) -> list[str]:
    """Of a text of the guide, which does not change while it is read: as many are kept as it holds."""
    return [_racine(mot) for mot in mots(texte)]


def _racine(mot: str) -> str:
    """Without the mark of the plural; short words stay whole."""
    return mot.rstrip("sx") if len(mot) > 3 else mot
