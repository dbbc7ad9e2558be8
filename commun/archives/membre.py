"""One file of an archive, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .refus import ArchiveRefusee

LONGUEUR_MAX = 1024
_DISQUE = re.compile(r"[A-Za-z]:")


@dataclass
class Membre:
    nom: str
    taille: int
    _contenu: Iterator[bytes]
    commence: bool = False

    def blocs(self) -> Iterator[bytes]:
        """The content, once; what the reader leaves is read on by the archive."""
        self.commence = True
        return self._contenu

    def lire(self, maximum: int, raison: str) -> bytes:
        """The whole content of a small file; refused for that reason beyond `maximum` bytes."""
        if self.taille > maximum:
            raise ArchiveRefusee(raison)
        return b"".join(self.blocs())


def chemin_propre(nom: str) -> str:
    """The member's path without its leading « ./ »; refused when it would lead out of the folder."""
    chemin = nom.replace("\\", "/").removeprefix("./")
    parties = chemin.split("/")
    dehors = ".." in parties or not parties[0] or _DISQUE.match(chemin)
    if dehors or "\0" in nom or len(nom) > LONGUEUR_MAX:
        raise ArchiveRefusee("chemin")
    return chemin
