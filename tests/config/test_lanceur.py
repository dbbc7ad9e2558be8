"""`make run`'s launcher, with its real processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.lanceur
# The variables that the tests' own settings put in the environment, and that `make run` does without.
ETRANGERES = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DATA_DIR", "URL_PUBLIQUE", "ALLOWED_HOSTS", "EMAIL_URL"}
ETRANGERES |= {
    "EXPEDITEUR",
    "DEMO",
    "HORLOGE_DECALAGE",
    "PORT",
    "MAKELEVEL",
    "ESSAIS_DOSSIER",
    "DJANGO_SETTINGS_MODULE",
}


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def environnement(data_dir: Path, port: object) -> dict[str, str]:
    propre = {nom: valeur for nom, valeur in os.environ.items() if nom not in ETRANGERES}
    # A school's machine often names a proxy, which leads nowhere near this one.
    propre |= {"http_proxy": "http://127.0.0.1:9", "no_proxy": ""}
    # The demonstration has its own tests: here it would take a minute.
    return {**propre, "DATA_DIR": str(data_dir), "PORT": str(port), "DEMO": "0"}


def lancer(data_dir: Path, port: object, **variables: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "config.lanceur"],
        cwd=settings.BASE_DIR,
        env=environnement(data_dir, port) | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def attendre_l_annonce(lanceur: subprocess.Popen) -> str:
    lues = []
    for ligne in lanceur.stdout:
        lues.append(ligne)
        if "Le service répond" in ligne:
            return re.search(r"http://\S+", ligne)[0]
    pytest.fail("Le service n'a pas démarré :\n" + "".join(lues))


def descendants(pid: int) -> set[int]:
    liste = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    parents = dict(zip(map(int, liste[::2]), map(int, liste[1::2]), strict=True))
    trouves, nouveaux = set(), {pid}
    while nouveaux:
        nouveaux = {enfant for enfant, parent in parents.items() if parent in nouveaux}
        trouves |= nouveaux
    return trouves


def vivants(pids: set[int]) -> set[int]:
    # A zombie is dead: in a container, nobody may be there to bury it.
    def vit(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except FileNotFoundError:
            return False

    return {pid for pid in pids if vit(pid)}


def attendre_les_cinq(pid: int) -> set[int]:
    """Wait for Valkey, the worker and its beat (the last one up), gunicorn and its worker."""
    fin = time.monotonic() + 60
    while len(enfants := descendants(pid)) < 5:
        assert time.monotonic() < fin, "Il manque un processus"
        time.sleep(0.1)
    return enfants


def attendre_la_fin(pids: set[int]) -> None:
    fin = time.monotonic() + 60
    while restants := vivants(pids):
        assert time.monotonic() < fin, f"Processus orphelins : {restants}"
        time.sleep(0.1)


@pytest.fixture(autouse=True, scope="module")
def _ctrl_c_entendu() -> Iterator[None]:
    """Tests that a script started with `&` ignore Ctrl-C, and so would the launcher, which asks who started it."""
    avant = signal.getsignal(signal.SIGINT)
    if avant == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, avant)


@pytest.fixture(scope="module")
def donnees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all: a second start finds what the first one left, and has nothing to migrate."""
    return tmp_path_factory.mktemp("donnees")


@pytest.fixture
def service(donnees: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    port = port_libre()
    # A name that is not this machine's loopback address, as where the service is shown to others.
    lanceur = lancer(donnees, port, URL_PUBLIQUE=f"http://localhost:{port}")
    try:
        yield lanceur, attendre_l_annonce(lanceur)
    finally:
        lanceur.kill()
        lanceur.wait()
        lanceur.stdout.close()


@pytest.mark.parametrize("demande", [signal.SIGINT, signal.SIGKILL])
def test_demarrer_puis_finir_sans_orphelin(service, demande: signal.Signals, donnees: Path, tmp_path: Path) -> None:
    lanceur, adresse = service
    with urllib.request.urlopen(f"{adresse}sante/", timeout=5) as reponse:
        assert reponse.status == 200
    enfants = attendre_les_cinq(lanceur.pid)
    if demande == signal.SIGINT:
        ecrit_en_prive(donnees)
        seconde_instance_refusee(donnees)
        port_pris_refuse(tmp_path / "ailleurs", adresse)
    lanceur.send_signal(demande)
    assert lanceur.wait(60) == (-signal.SIGKILL if demande == signal.SIGKILL else 0)
    attendre_la_fin(enfants)


def ecrit_en_prive(data_dir: Path) -> None:
    assert (data_dir / "cle-secrete").stat().st_mode & 0o077 == 0
    assert (data_dir / "valkey" / "valkey.sock").stat().st_mode & 0o077 == 0


def seconde_instance_refusee(data_dir: Path) -> None:
    seconde = lancer(data_dir, port_libre())
    message = seconde.communicate(timeout=60)[0]
    assert seconde.returncode == 1
    assert "tourne déjà" in message
    assert "Traceback" not in message


def port_pris_refuse(data_dir: Path, adresse: str) -> None:
    autre = lancer(data_dir, adresse.rstrip("/").rsplit(":", 1)[1])
    message = autre.communicate(timeout=60)[0]
    assert autre.returncode == 1
    assert "make run PORT=" in message
    assert "Traceback" not in message


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_port_mal_ecrit(port: str, tmp_path: Path) -> None:
    lanceur = lancer(tmp_path, port)
    message = lanceur.communicate(timeout=60)[0]
    assert lanceur.returncode == 1
    assert "PORT doit être un nombre" in message


@pytest.mark.parametrize(
    ("variables", "attendu"),
    [
        ({"SECRET_KEY": "x" * 60}, "URL_PUBLIQUE manque"),
        ({"DATABASE_URL": "postgresql://hote/base"}, "URL_PUBLIQUE manque"),
        ({"URL_PUBLIQUE": "poles.exemple.fr"}, "URL_PUBLIQUE doit ressembler"),
    ],
)
def test_un_reglage_qui_manque_est_nomme(variables: dict[str, str], attendu: str, tmp_path: Path) -> None:
    lanceur = lancer(tmp_path, port_libre(), **variables)
    message = lanceur.communicate(timeout=60)[0]
    assert lanceur.returncode == 1
    assert message.lstrip().startswith("Configuration : ")
    assert attendu in message
    assert "Traceback" not in message


def test_un_processus_mort_arrete_tout(service) -> None:
    lanceur, _ = service
    enfants = descendants(lanceur.pid)
    # The master: it started before its worker.
    gunicorn = min(pid for pid in enfants if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(gunicorn, signal.SIGKILL)
    assert lanceur.wait(60) == 1
    attendre_la_fin(enfants)
