"""`make run`: the whole service on one machine, under one process that Ctrl-C ends.

Valkey (unless REDIS_URL names a Redis), Celery's worker with beat, and gunicorn; the data in DATA_DIR. None of
them outlives this process, even killed. config/embarque.py says what is set by default.
"""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPException

from config.embarque import completer_environnement
from config.environnement import (
    BASE_DIR,
    ConfigurationInvalide,
    Environnement,
    lire_environnement,
    preparer_dossier,
)
from config.prealables import Abandon, port_demande, seule_instance, verifier_port
from config.processus import mourir_avec_le_parent, suivre
from config.sonde import code_de_sante
from config.valkey_embarque import demarrer_valkey

# The day at which the demonstration's year stops: most of it happened, some of it is still to do.
JOUR_DEMO = "2027-05-12"
# In seconds.
PATIENCE_DEMARRAGE, PATIENCE_ARRET = 60, 15


DEMANDES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_arret_demande = False


class Arret(BaseException):
    """Somebody asked for the end. No plain Exception: libraries catch those, at whatever instant the signal comes."""


def main() -> int:
    """Run the service until it is asked to stop; return the process's exit code."""
    global _arret_demande
    _arret_demande = False
    processus: dict[str, subprocess.Popen] = {}
    if "MAKELEVEL" in os.environ:
        # `make run` killed is this process ended.
        suivre(os.getppid())
    for demande in DEMANDES:
        # `nohup make run` asks to go on after the terminal is closed; a script's `make run &`, after its Ctrl-C.
        if signal.getsignal(demande) != signal.SIG_IGN:
            signal.signal(demande, _demander_l_arret)
    try:
        _servir(processus)
    except Arret:
        _dire("Arrêt…")
    except Abandon as erreur:
        print(f"\n{erreur}", file=sys.stderr)
        return 1
    finally:
        _arreter(processus)
    return 0


def _servir(processus: dict[str, subprocess.Popen]) -> None:
    valkey_a_lancer = not os.environ.get("REDIS_URL")
    port = port_demande()
    env = _environnement()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    with seule_instance(env.data_dir, env.url_publique):
        verifier_port(port)
        if valkey_a_lancer:
            processus["valkey"] = demarrer_valkey(env.data_dir)
        _dire("Préparation de la base de données…")
        _gerer("migrate", "--verbosity=0")
        if env.demo:
            _dire("Démonstration : chargée si la base est vide (une minute environ la première fois)…")
            _gerer("demo", "--si-vide", "--jusqu-au", JOUR_DEMO)
        # As root Celery warns off the pickle format, which the settings refuse.
        ouvrier = ["-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "-A", "config", "worker", "-B"]
        ouvrier += ["--pool=threads", "--concurrency=2", "--loglevel=WARNING", f"--schedule={env.data_dir / 'beat'}"]
        # Asked politely, it would look for the queue that dies at the same moment. Tasks may run twice.
        processus["celery"] = _lancer(*ouvrier, a_la_mort=signal.SIGKILL)
        processus["gunicorn"] = _lancer("-m", "gunicorn", "-c", "config/serveur_web.py", "config.wsgi")
        _attendre_le_web(port, env.url_publique, processus)
        _dire(f"\nLe service répond : {env.url_publique}/   (Ctrl-C pour arrêter)\n")
        if env.demo:
            _gerer("demo", "--comptes")
        while True:
            _verifier_vivants(processus)
            time.sleep(0.5)


def _environnement() -> Environnement:
    try:
        completer_environnement(os.environ)
        env = lire_environnement(os.environ)
        preparer_dossier(env.data_dir)
    except ConfigurationInvalide as erreur:
        raise Abandon(f"Configuration : {erreur}") from None
    return env


def _gerer(*arguments: str) -> None:
    """Run one command of manage.py to its end."""
    commande = _lancer("manage.py", *arguments)
    try:
        if commande.wait():
            raise Abandon(f"La commande « manage.py {' '.join(arguments)} » a échoué : voir ci-dessus.")
    finally:
        commande.kill()


def _lancer(*arguments: str, a_la_mort: signal.Signals = signal.SIGTERM) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        preexec_fn=mourir_avec_le_parent(a_la_mort),
        # Ctrl-C reaches this process alone, which then ends the others in order.
        start_new_session=True,
        env={**os.environ, "NIVEAU_GUNICORN": "warning"},
    )


def _attendre_le_web(port: int, url_publique: str, processus: dict[str, subprocess.Popen]) -> None:
    fin = time.monotonic() + PATIENCE_DEMARRAGE
    while time.monotonic() < fin:
        _verifier_vivants(processus)
        try:
            code = code_de_sante(port, url_publique)
        except (OSError, HTTPException):
            time.sleep(0.1)
            continue
        if code != 200:
            raise Abandon(f"Le service démarre mais se dit en panne (/sante/ : {code}).")
        return
    raise Abandon(f"Le service ne répond pas après {PATIENCE_DEMARRAGE} secondes.")


def _verifier_vivants(processus: dict[str, subprocess.Popen]) -> None:
    if _arret_demande:
        # Python swallows what a signal raises inside a destructor.
        raise Arret
    for nom, un in processus.items():
        if un.poll() is not None:
            raise Abandon(f"{nom} s'est arrêté (code {un.returncode}) : tout s'arrête. Relancez make run.")


def _demander_l_arret(*_: object) -> None:
    """The first request is enough: a second Ctrl-C never cuts short what it asked for."""
    global _arret_demande
    _ne_plus_ecouter()
    _arret_demande = True
    raise Arret


def _ne_plus_ecouter() -> None:
    for demande in DEMANDES:
        signal.signal(demande, signal.SIG_IGN)


def _arreter(processus: dict[str, subprocess.Popen]) -> None:
    """End the last started first: the web, then the worker, which finishes its task, then the queue."""
    _ne_plus_ecouter()
    for un in reversed(processus.values()):
        un.terminate()
        try:
            un.wait(PATIENCE_ARRET)
        except subprocess.TimeoutExpired:
            un.kill()


def _dire(texte: str) -> None:
    print(texte, flush=True)


if __name__ == "__main__":
    sys.exit(main())
