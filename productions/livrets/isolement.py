"""Reads a livret in a process of its own: what a hostile file does there costs a refusal, never the worker."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from django.core.files import File

from commun.textes import sans_invisibles

from .recueil import TexteIllisible

logger = logging.getLogger(__name__)

LISIBLES = ("pdf", "docx", "odt", "txt")
# In bytes; what is heavier is pictures.
POIDS_MAX = 64 * 1024 * 1024
# In seconds: less than the silence after which a worker is thought dead.
DELAI = 60
COMMANDE = (sys.executable, "-m", "productions.livrets")
_RACINE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Lu:
    """`contenu`: a paragraph a line; `reserve`: what of it was not read, empty when all was."""

    contenu: str
    reserve: str


def lire_livret(f: File, genre: str) -> Lu:
    """Raises TexteIllisible. Slow (up to DELAI): for a worker."""
    if genre not in LISIBLES:
        raise TexteIllisible(f"le texte d'un fichier .{genre} n'est pas lu (seuls le sont .pdf, .docx, .odt et .txt)")
    if (f.size or 0) > POIDS_MAX:
        raise TexteIllisible("le fichier est trop lourd (64 Mo au plus)")
    with TemporaryFile() as copie:
        shutil.copyfileobj(f, copie)
        copie.seek(0)
        resultat = _demander(copie, genre)
    if panne := resultat.get("panne"):
        logger.error("Texte d'un livret (.%s) non lu : %s", genre, panne)
    if motif := resultat.get("motif"):
        raise TexteIllisible(motif)
    paragraphes = (ligne.strip() for ligne in sans_invisibles(resultat["contenu"]).split("\n"))
    return Lu("\n".join(filter(None, paragraphes)), resultat["reserve"])


def _demander(copie: object, genre: str) -> dict[str, str]:
    trop_long = {"motif": "le fichier demande trop de temps pour être lu"}
    try:
        fini = subprocess.run(
            [*COMMANDE, genre],
            stdin=copie,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_RACINE,
            # Neither the database's address nor any secret is that process's business.
            env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=DELAI,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return trop_long
    if fini.returncode < 0:
        return trop_long
    try:
        return json.loads(fini.stdout)
    except ValueError:
        return {"motif": "le fichier est abîmé, ou demande trop de mémoire pour être lu"}
