"""`python -m productions.livrets pdf < livret.pdf`: what was read, as JSON on the standard output.

This process gives up its means before it looks at the file: whatever the file makes its reader do costs no more.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import BinaryIO

from .bureautique import lire_docx, lire_odt
from .pdf import TempsEcoule, lire_pdf
from .recueil import Assez, Recueil, TexteIllisible

# In bytes of address space, and in seconds: of the clock, then of the processor, where nothing answers the clock.
MEMOIRE_MAX = 512 * 1024 * 1024
SECONDES, SECONDES_CPU = 25, 40
TROP_LONG = "le fichier demande trop de temps pour être lu"
TROP_GROS = "le fichier demande trop de mémoire pour être lu"


def lire_brut(f: BinaryIO, recueil: Recueil) -> None:
    """UTF-8, else what older programs of Windows write."""
    contenu = f.read()
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        texte = contenu.decode("cp1252", errors="replace")
    try:
        for ligne in texte.splitlines():
            recueil.ajouter(ligne)
    except Assez:
        return


LECTURES: dict[str, Callable[[BinaryIO, Recueil], None]] = {
    "pdf": lire_pdf,
    "docx": lire_docx,
    "odt": lire_odt,
    "txt": lire_brut,
}


def _sonner(numero: int, cadre: FrameType | None) -> None:
    raise TempsEcoule


def _se_limiter() -> None:
    limites = {
        resource.RLIMIT_AS: MEMOIRE_MAX,
        resource.RLIMIT_CPU: SECONDES_CPU,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 32,
        resource.RLIMIT_CORE: 0,
    }
    for quoi, valeur in limites.items():
        resource.setrlimit(quoi, (valeur, valeur))
    signal.signal(signal.SIGALRM, _sonner)
    signal.setitimer(signal.ITIMER_REAL, SECONDES)


def lire(f: BinaryIO, genre: str) -> dict[str, str]:
    recueil = Recueil()
    try:
        LECTURES[genre](f, recueil)
    except TexteIllisible as raison:
        return {"motif": str(raison)}
    except TempsEcoule:
        return {"motif": TROP_LONG}
    except MemoryError:
        return {"motif": TROP_GROS}
    except Exception as erreur:  # a fault of ours or of a library: the service logs it
        return {
            "motif": "le fichier est abîmé, ou d'une forme que le service ne connaît pas",
            "panne": repr(erreur)[:300],
        }
    if not any(any(map(str.isalnum, paragraphe)) for paragraphe in recueil.paragraphes):
        return {"motif": "aucun texte n'y a été trouvé"}
    return {"contenu": "\n".join(recueil.paragraphes), "reserve": " ; ".join(dict.fromkeys(recueil.reserves))}


if __name__ == "__main__":
    _se_limiter()
    resultat = lire(sys.stdin.buffer, sys.argv[1])
    signal.setitimer(signal.ITIMER_REAL, 0)
    # Half characters, which a PDF may hold, are no UTF-8.
    sys.stdout.buffer.write(json.dumps(resultat, ensure_ascii=False).encode("utf-8", errors="replace"))
