"""The SHA-256 of files that arrive block by block, computed on their way."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from hashlib import _Hash

# A few hundred bytes each. The oldest give way: theirs is computed again from the file.
RETENUES = 64
_BLOC = 1024 * 1024


class EmpreintesEnCours:
    """What this process has seen of each upload: how far, and the hash up to there.

    Another process may have received a part, or this one may have restarted: the hash then goes on from the last
    place that it knows, by reading the file.
    """

    def __init__(self) -> None:
        self._connues: OrderedDict[str, tuple[int, _Hash]] = OrderedDict()
        self._verrou = Lock()

    def nourrir(self, cle: str, debut: int, bloc: bytes) -> None:
        """The block that stands at `debut` of the file; nothing when what stands before it was not seen here."""
        jusqu_a, calcul = self._reprendre(cle) if debut else (0, hashlib.sha256())
        if jusqu_a == debut:
            calcul.update(bloc)
            self._retenir(cle, debut + len(bloc), calcul)

    def finir(self, cle: str, f: BinaryIO) -> str:
        """The SHA-256 of the whole file, in hexadecimal; the file is rewound."""
        jusqu_a, calcul = self._reprendre(cle)
        f.seek(jusqu_a)
        while bloc := f.read(_BLOC):
            calcul.update(bloc)
        f.seek(0)
        return calcul.hexdigest()

    def oublier(self, cle: str) -> None:
        with self._verrou:
            self._connues.pop(cle, None)

    def _reprendre(self, cle: str) -> tuple[int, _Hash]:
        """A copy: two requests that end the same upload at once do not feed the same hash."""
        with self._verrou:
            jusqu_a, calcul = self._connues.get(cle, (0, None))
        return jusqu_a, calcul.copy() if calcul else hashlib.sha256()

    def _retenir(self, cle: str, jusqu_a: int, calcul: _Hash) -> None:
        with self._verrou:
            self._connues[cle] = (jusqu_a, calcul)
            self._connues.move_to_end(cle)
            while len(self._connues) > RETENUES:
                self._connues.popitem(last=False)
