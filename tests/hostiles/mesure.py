"""Offer each file of a folder to the service, in a process of its own, and say what became of it, as JSON lines.

`python -m tests.hostiles.mesure folder [more MiB]`: the address space of each process may grow by so much, and no more.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django
from django.core.exceptions import ValidationError
from django.core.files import File

MO = 1024 * 1024


def _etat(champ: str) -> int:
    """In bytes, from what the kernel says of this process."""
    lignes = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(ligne.split()[1]) for ligne in lignes if ligne.startswith(champ))


def offrir(chemin: Path) -> dict[str, object]:
    from commun.archives import Budget
    from commun.depots import verifier_depot
    from productions.contenus import ContenuIllisible, lire_contenu
    from productions.models.analyse import genre_analyse

    debut, avant = time.monotonic(), _etat("VmRSS")
    try:
        with chemin.open("rb") as contenu:
            fichier = File(contenu, name=chemin.name)
            verifier_depot(fichier)
            if genre := genre_analyse(chemin.name):
                lire_contenu(fichier, genre, Budget(chemin.stat().st_size))
        issue, phrase = "accepte", ""
    except ValidationError as refus:
        issue, phrase = "refuse", refus.messages[0]
    except ContenuIllisible as raison:
        issue, phrase = "illisible", str(raison)
    except Exception as erreur:
        issue, phrase = "erreur", repr(erreur)[:300]
    duree, memoire = time.monotonic() - debut, max(0, _etat("VmHWM") - avant) / MO
    return {"nom": chemin.name, "issue": issue, "phrase": phrase, "secondes": duree, "mio": memoire}


def _dans_un_processus(chemin: Path, mio: int) -> None:
    sys.stdout.flush()
    if enfant := os.fork():
        if os.waitpid(enfant, 0)[1]:
            print(json.dumps({"nom": chemin.name, "issue": "mort", "phrase": "", "secondes": 0, "mio": 0}))
        return
    limite = _etat("VmSize") + mio * MO
    resource.setrlimit(resource.RLIMIT_AS, (limite, limite))
    print(json.dumps(offrir(chemin)), flush=True)
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    import pypdf  # noqa: F401  (its weight is the process's, not a file's)

    import productions.contenus  # noqa: F401

    for fichier in sorted(Path(sys.argv[1]).iterdir()):
        _dans_un_processus(fichier, int(sys.argv[2]))
