"""Characters that nobody sees: they come with a paste from a PDF or a table, or from somebody who hides a word."""

from __future__ import annotations

import re
import unicodedata

from django.http import QueryDict

# What a text editor means as the end of a line, or as a page.
_COUPURES = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Control characters but the tab and the ends of lines; half characters; the marks that turn a text round (they make
# « exe.pdf » of « fdp.exe »); byte order marks and the two code points that are no characters. What joins emoji or
# letters, and the plain left-to-right and right-to-left marks that Arabic and Hebrew need, stay.
_INVISIBLES = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def sans_invisibles(texte: str) -> str:
    """The text as its reader sees it."""
    return _INVISIBLES.sub("", _COUPURES.sub(" ", texte))


def champs_sans_invisibles(donnees: QueryDict) -> QueryDict:
    """The fields of a form, the very same object when there is nothing to take out."""
    propres = {cle: [sans_invisibles(valeur) for valeur in valeurs] for cle, valeurs in donnees.lists()}
    if propres == dict(donnees.lists()):
        return donnees
    nettoyees = QueryDict(mutable=True, encoding=donnees.encoding)
    for cle, valeurs in propres.items():
        nettoyees.setlist(cle, valeurs)
    nettoyees._mutable = False
    return nettoyees


def sans_accents(texte: str) -> str:
    """As a dictionary files a word: « Économie » is « economie », « cœur » is « coeur »."""
    decompose = unicodedata.normalize("NFD", texte.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'"))
    return "".join(c for c in decompose if not unicodedata.combining(c))


def mots(texte: str) -> list[str]:
    """The words as a hurried thumb types them: no capitals, no accents, no hyphens, no apostrophes."""
    return re.findall(r"[^\W_]+", sans_accents(texte))
