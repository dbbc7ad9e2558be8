"""XML read as a stream, without entities, in bounded memory: what its reader does not keep is forgotten at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .budget import Limites
from .membre import Membre
from .refus import ArchiveRefusee

TEXTE_MAX = 2000
# An honest description is shallow and says the same few words again; twenty thousand files take the last figure.
PROFONDEUR_MAX, NOMS_MAX, LONGUEUR_NOM, ELEMENTS_MAX = 64, 4000, 200, 500_000
# In bytes: a tag, an attribute, a comment that does not end is kept whole by the parser.
MORCEAU_MAX = 256 * 1024

Chemin = tuple[str, ...]


class Lecteur:
    """What a description's reader is told: override what serves. Paths begin below the root element."""

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None: ...

    def donnees(self, texte: str) -> None:
        """A piece of text as it comes, whole and with its blanks: for who reads a document rather than facts."""

    def fin(self, chemin: Chemin, texte: str) -> None:
        """`texte` is the element's own, cut at TEXTE_MAX, stripped; empty for Moodle's NULL."""


def lire_xml(membre: Membre, lecteur: Lecteur, limites: Limites) -> None:
    """Raises ArchiveRefusee when it is no XML, when it declares entities or a DTD, when it is too much."""
    if membre.taille > limites.octets_xml:
        raise ArchiveRefusee("xml_demesure")
    analyseur = DefusedXMLParser(target=_Guide(lecteur), forbid_dtd=True)
    lus = 0
    try:
        for bloc in _petits(membre.blocs()):
            analyseur.feed(bloc)
            lus += len(bloc)
            if lus - max(analyseur.parser.CurrentByteIndex, 0) > MORCEAU_MAX:
                raise ArchiveRefusee("xml_demesure")
        analyseur.close()
    except DefusedXmlException as erreur:
        raise ArchiveRefusee("entites") from erreur
    except (ParseError, ValueError, LookupError) as erreur:
        raise ArchiveRefusee("xml") from erreur


def _petits(blocs: Iterator[bytes]) -> Iterator[bytes]:
    for bloc in blocs:
        for debut in range(0, len(bloc), 16 * 1024):
            yield bloc[debut : debut + 16 * 1024]


class _Guide:
    """Stands between the parser and the reader: keeps the path, the beginning of the text, and the limits."""

    def __init__(self, lecteur: Lecteur) -> None:
        self._lecteur = lecteur
        self._chemin: list[str] = []
        self._textes: list[str] = []
        self._noms: set[str] = set()
        self._elements = 0

    def start(self, nom: str, attributs: dict[str, Any]) -> None:
        self._chemin.append(nom)
        self._textes.append("")
        self._elements += 1
        if len(self._chemin) > PROFONDEUR_MAX or self._elements > ELEMENTS_MAX or not self._connus(nom, *attributs):
            raise ArchiveRefusee("xml_demesure")
        self._lecteur.debut(tuple(self._chemin[1:]), attributs)

    def _connus(self, *noms: str) -> bool:
        """Short, and few in all: the parser keeps each of them to the end, an attribute's as a tag's."""
        self._noms.update(noms)
        return len(self._noms) <= NOMS_MAX and max(map(len, noms)) <= LONGUEUR_NOM

    def data(self, texte: str) -> None:
        self._lecteur.donnees(texte)
        if self._textes and len(self._textes[-1]) < TEXTE_MAX:
            self._textes[-1] += texte[:TEXTE_MAX]

    def end(self, nom: str) -> None:
        texte = self._textes.pop().strip()
        self._lecteur.fin(tuple(self._chemin[1:]), "" if texte == "$@NULL@$" else texte)
        self._chemin.pop()

    def close(self) -> None:
        return None
