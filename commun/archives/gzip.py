"""A gzip stream opened a block at a time: neither its header nor its content decides how much memory it takes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from django.core.files import File

from .budget import BLOC, Budget
from .refus import ArchiveRefusee

GZIP = b"\x1f\x8b"


class FluxGzip:
    def __init__(self, f: File, budget: Budget) -> None:
        self._budget = budget
        self._source = _ouvrir(f, budget)
        self._tampon = bytearray()

    def lire(self, nombre: int) -> bytes:
        """So many bytes, fewer at the end only."""
        while len(self._tampon) < nombre:
            bloc = next(self._source, None)
            if bloc is None:
                break
            self._tampon += bloc
        lu = bytes(self._tampon[:nombre])
        del self._tampon[:nombre]
        return lu

    def exactement(self, nombre: int) -> bytes:
        lu = self.lire(nombre)
        if len(lu) < nombre:
            raise ArchiveRefusee("abimee")
        return lu

    def sauter(self, nombre: int) -> None:
        while nombre > 0:
            nombre -= len(self.exactement(min(nombre, BLOC)))

    def epuiser(self) -> None:
        """To the end, where the checksum stands."""
        self._tampon.clear()
        for _ in self._source:
            pass


def _ouvrir(f: File, budget: Budget) -> Iterator[bytes]:
    """Every gzip member after the other; zlib verifies each one's length and checksum."""
    reste = _lire(f, budget)
    while reste:
        if not reste.startswith(GZIP):
            if reste.strip(b"\0"):
                raise ArchiveRefusee("abimee")
            reste = _lire(f, budget)
            continue
        # 31: a gzip header, which zlib reads itself, in bounded memory.
        decompresseur = zlib.decompressobj(wbits=31)
        while not decompresseur.eof:
            sorti = _deplier(decompresseur, reste)
            budget.ouvrir(len(sorti))
            if sorti:
                yield sorti
            reste = decompresseur.unconsumed_tail
            if not reste and not decompresseur.eof:
                reste = _lire(f, budget)
                if not reste and not sorti:
                    raise ArchiveRefusee("abimee")
        reste = decompresseur.unused_data or _lire(f, budget)


def _deplier(decompresseur: zlib._Decompress, entree: bytes) -> bytes:
    try:
        return decompresseur.decompress(entree, BLOC)
    except zlib.error as erreur:
        raise ArchiveRefusee("abimee") from erreur


def _lire(f: File, budget: Budget) -> bytes:
    bloc = f.read(BLOC)
    budget.lire(len(bloc))
    return bloc
