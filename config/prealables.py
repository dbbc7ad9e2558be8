"""What must hold before the service starts on this machine."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Abandon(Exception):
    """The service cannot run; the text says why and what to do."""


def port_demande() -> int:
    """Read PORT. Raises Abandon when it is not a port's number."""
    valeur = os.environ.get("PORT") or "8000"
    if not valeur.isdecimal() or not 1 <= int(valeur) <= 65535:
        raise Abandon(f"PORT doit être un nombre de 1 à 65535, et non « {valeur} ».")
    return int(valeur)


def verifier_port(port: int) -> None:
    """Raises Abandon when somebody else listens there, or when it takes rights that we do not have."""
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except OSError as erreur:
            raise Abandon(
                f"Le port {port} ne peut pas servir ({erreur.strerror}). Prenez-en un autre : make run PORT=8001"
            ) from None


@contextmanager
def seule_instance(data_dir: Path, adresse: str) -> Iterator[None]:
    """Hold DATA_DIR; the kernel lets go of it when this process ends, however it ends.

    Raises Abandon, with the other one's address, when another instance holds it.
    """
    with (data_dir / "instance").open("a+") as fichier:
        try:
            fcntl.flock(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fichier.seek(0)
            raise Abandon(f"Le service tourne déjà sur ces données ({data_dir}) : {fichier.read().strip()}") from None
        fichier.truncate(0)
        fichier.write(f"{adresse}/ (processus {os.getpid()})\n")
        fichier.flush()
        yield
