"""The paragraphs of a text as they are read: tidied, cut where they are endless, counted up to a limit."""

from __future__ import annotations

import re
import unicodedata

# About three hundred pages. Beyond, the beginning is compared and the page says so.
CARACTERES_MAX, PARAGRAPHES_MAX = 600_000, 8_000
# In characters: longer ones are cut at their sentences, so that one changed word does not show a whole chapter.
PARAGRAPHE_MAX = 1_500
# What some programs write as one sign, and another version of the same file as two letters.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": ""})
_PHRASE = re.compile(r"(?<=[.!?…])\s+")


class TexteIllisible(Exception):
    """Nothing can be compared; `str(e)` says why, as the end of « Le texte ne peut pas être comparé : »."""


class Assez(Exception):
    """The rest is left unread: there is enough."""


class Recueil:
    def __init__(self) -> None:
        self.paragraphes: list[str] = []
        self.reserves: list[str] = []
        self._caracteres = 0

    def ajouter(self, texte: str) -> None:
        """Blanks are nothing. Raises Assez beyond the limits."""
        propre = " ".join(unicodedata.normalize("NFC", texte.translate(_LIGATURES)).split())
        for morceau in _morceaux(propre):
            if self._caracteres + len(morceau) > CARACTERES_MAX or len(self.paragraphes) >= PARAGRAPHES_MAX:
                self.reserves.append("le texte est très long : seul son début est lu")
                raise Assez
            self._caracteres += len(morceau)
            self.paragraphes.append(morceau)


def _morceaux(texte: str) -> list[str]:
    if len(texte) <= PARAGRAPHE_MAX:
        return [texte] if texte else []
    return [
        phrase[debut : debut + PARAGRAPHE_MAX]
        for phrase in _PHRASE.split(texte)
        for debut in range(0, len(phrase), PARAGRAPHE_MAX)
    ]
