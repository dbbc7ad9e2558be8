"""Read the text of each file of a folder as the service's own process does, and say what came of it, as JSON lines.

`python -m tests.hostiles.textes folder`: one interpreter for all, a process with the service's limits for each.
"""

import json
import os
import sys
import time
from pathlib import Path

from productions.livrets import __main__ as lecture


def lire(chemin: Path) -> dict[str, object]:
    lecture._se_limiter()
    debut = time.monotonic()
    with chemin.open("rb") as f:
        resultat = lecture.lire(f, chemin.suffix.lstrip("."))
    return {"nom": chemin.name, "secondes": time.monotonic() - debut, **resultat}


if __name__ == "__main__":
    for fichier in sorted(Path(sys.argv[1]).iterdir()):
        sys.stdout.flush()
        if enfant := os.fork():
            if os.waitpid(enfant, 0)[1]:
                print(json.dumps({"nom": fichier.name, "panne": "mort", "secondes": 0}))
            continue
        print(json.dumps(lire(fichier)), flush=True)
        os._exit(0)
