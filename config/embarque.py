"""The embedded default: what one person on one machine needs not set.

`make run` and `manage.py` fill the environment from here when neither SECRET_KEY nor DATABASE_URL is set.
A server sets both (see docs/exploitation.md), so nothing here can weaken it.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

from config.environnement import BASE_DIR, preparer_dossier

# A unix socket's path holds at most 107 bytes (sun_path in unix(7)).
LONGUEUR_MAX_PRISE = 100


def est_embarque(variables: MutableMapping[str, str]) -> bool:
    return not variables.get("SECRET_KEY") and not variables.get("DATABASE_URL")


def completer_environnement(variables: MutableMapping[str, str]) -> None:
    """Give the embedded default's values to the variables that are not set; do nothing on a server.

    Raises ConfigurationInvalide when DATA_DIR cannot be written to.
    """
    if not est_embarque(variables):
        return
    data_dir = Path(variables.get("DATA_DIR") or BASE_DIR / "var").expanduser().resolve()
    preparer_dossier(data_dir)
    defauts = {
        "DATA_DIR": str(data_dir),
        "SECRET_KEY": cle_secrete(data_dir),
        "URL_PUBLIQUE": f"http://127.0.0.1:{variables.get('PORT') or 8000}",
        "ALLOWED_HOSTS": "localhost",
        "REDIS_URL": f"unix://{chemin_prise(data_dir)}",
        "EMAIL_URL": f"file://{data_dir / 'courriels'}",
        "EXPEDITEUR": "Pôles de compétences <ne-pas-repondre@poles.example>",
        "DEMO": "1",
    }
    for nom, valeur in defauts.items():
        if not variables.get(nom):
            variables[nom] = valeur


def cle_secrete(data_dir: Path) -> str:
    """Read the installation's secret key, written once, readable by its owner alone."""
    fichier = data_dir / "cle-secrete"
    try:
        descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if cle := fichier.read_text().strip():
            return cle
        # The first start was killed before it wrote anything.
        descripteur = os.open(fichier, os.O_WRONLY)
    with os.fdopen(descripteur, "w") as flux:
        flux.write(secrets.token_urlsafe(64))
    return fichier.read_text().strip()


def chemin_prise(data_dir: Path) -> Path:
    """Return where the embedded Valkey listens: in DATA_DIR, or in a short private folder when that is too long."""
    prise = data_dir / "valkey" / "valkey.sock"
    if len(os.fsencode(prise)) <= LONGUEUR_MAX_PRISE:
        return prise
    marque = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"poles-{os.getuid()}-{marque}" / "valkey.sock"
