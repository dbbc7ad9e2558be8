"""The bytes of the uploads in progress: a file each, that only grows, and whose length says what has arrived.

Several processes may write: a block is added under the file's lock, and only where the file ends. Whoever is behind
learns where it ends, so a byte is written once. The lock is never held while the network is awaited.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File

from commun.empreintes import EmpreintesEnCours

# In bytes: what one thread holds in memory.
BLOC = 128 * 1024
_empreintes = EmpreintesEnCours()


class MauvaisDebut(Exception):
    """The bytes do not follow those that arrived; `arrives` says how many these are."""

    def __init__(self, arrives: int) -> None:
        super().__init__(arrives)
        self.arrives = arrives


class FichierArrive(File):
    """A whole file whose SHA-256 is known; a storage on the same disk takes it by renaming it, others read it."""

    def __init__(self, fichier: BinaryIO, nom: str, chemin: Path, sha256: str) -> None:
        super().__init__(fichier, nom)
        self.chemin, self.sha256 = chemin, sha256

    def temporary_file_path(self) -> str:
        return str(self.chemin)


def creer(cle: str) -> None:
    """Make room for what will arrive; what has already arrived stays."""
    _dossier().mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(_chemin(cle), os.O_WRONLY | os.O_CREAT, 0o600))


def place_libre() -> int:
    """In bytes, where the uploads arrive."""
    return shutil.disk_usage(settings.DATA_DIR).free


def arrives(cle: str) -> int:
    """How many bytes have arrived."""
    try:
        return _chemin(cle).stat().st_size
    except FileNotFoundError:
        return 0


def ajouter(cle: str, debut: int, blocs: Iterable[bytes], maximum: int) -> int:
    """Write the blocks from `debut` on and return where the file ends.

    Raises MauvaisDebut when it does not end at `debut`, or when somebody else has added to it meanwhile, and
    FileNotFoundError when the upload was cancelled. Never more than `maximum` bytes are kept.
    """
    with _chemin(cle).open("r+b", buffering=0) as f:
        _ajouter_a_la_suite(f, debut, b"")
        for bloc in blocs:
            bloc = bloc[: maximum - debut]
            _ajouter_a_la_suite(f, debut, bloc)
            _empreintes.nourrir(cle, debut, bloc)
            debut += len(bloc)
    return debut


def tete(cle: str, octets: int) -> bytes:
    """The first bytes."""
    with _chemin(cle).open("rb") as f:
        return f.read(octets)


@contextmanager
def preter(cle: str, nom: str) -> Iterator[FichierArrive]:
    """The whole file under a second name on the disk: a storage may take that one away without losing the first."""
    lien = _dossier() / f"{cle}.{uuid.uuid4().hex}"
    # Its age counts from now for whoever sweeps what was left behind.
    os.utime(_chemin(cle))
    try:
        _doubler(_chemin(cle), lien)
        with lien.open("rb") as f:
            yield FichierArrive(f, nom, lien, _empreintes.finir(cle, f))
    finally:
        lien.unlink(missing_ok=True)


def effacer(cle: str) -> None:
    _empreintes.oublier(cle)
    _chemin(cle).unlink(missing_ok=True)


def cles() -> set[str]:
    """Of all that has a file here."""
    return {chemin.name for chemin in _fichiers(_dossier()) if "." not in chemin.name}


def effacer_les_restes(avant: float) -> int:
    """Second names and halves of requests that a killed process left, older than that (a timestamp). How many."""
    liens = [chemin for chemin in _fichiers(_dossier()) if "." in chemin.name]
    vieux = [f for f in (*liens, *_fichiers(Path(settings.FILE_UPLOAD_TEMP_DIR))) if _date(f) < avant]
    for chemin in vieux:
        chemin.unlink(missing_ok=True)
    return len(vieux)


def _ajouter_a_la_suite(f: BinaryIO, debut: int, bloc: bytes) -> None:
    fcntl.flock(f, fcntl.LOCK_EX)
    try:
        fin = f.seek(0, os.SEEK_END)
        if fin != debut:
            raise MauvaisDebut(fin)
        reste = memoryview(bloc)
        while reste:
            reste = reste[f.write(reste) :]
    finally:
        fcntl.flock(f, fcntl.LOCK_UN)


def _doubler(chemin: Path, lien: Path) -> None:
    try:
        os.link(chemin, lien)
    except FileNotFoundError:
        raise
    except OSError:
        # Some network disks know no second name.
        shutil.copyfile(chemin, lien)


def _dossier() -> Path:
    return settings.DATA_DIR / "televersements"


def _chemin(cle: str) -> Path:
    return _dossier() / cle


def _fichiers(dossier: Path) -> Iterator[Path]:
    return (chemin for chemin in dossier.iterdir() if chemin.is_file()) if dossier.exists() else iter(())


def _date(chemin: Path) -> float:
    try:
        return chemin.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
