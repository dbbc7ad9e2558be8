"""The text of a PDF, by pypdf, whose own limits are lowered to what a livret needs."""

from __future__ import annotations

import logging
from typing import BinaryIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from .lignes import recoller, sans_bandeaux
from .recueil import Assez, Recueil, TexteIllisible

PAGES_MAX = 300
# In bytes: what one stream of the file may open to, a thousand times what a page of text takes.
FLUX_MAX = 16 * 1024 * 1024
LIMITES = {
    "zlib_maximum_output_length": FLUX_MAX,
    "lzw_maximum_output_length": FLUX_MAX,
    "run_length_maximum_output_length": FLUX_MAX,
    "array_based_stream_maximum_output_length": FLUX_MAX,
    "stream_decoding_work_maximum_length": 4 * FLUX_MAX,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 20_000,
}
PROTEGE = "le fichier est protégé par un mot de passe ou contre la copie"
ABIME = "le fichier est abîmé ou incomplet"
NUMERISE = "aucun texte n'y a été trouvé ; c'est sans doute une numérisation, faite d'images de pages"


class TempsEcoule(BaseException):
    """Raised by the alarm, in the middle of whatever is being read: no `except Exception` of a library keeps it."""


def lire_pdf(f: BinaryIO, recueil: Recueil) -> None:
    # What it warns of, it says of every damaged file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pypdf.overwrite_configuration(**LIMITES)
    pages: list[list[str]] = []
    try:
        _feuilleter(f, pages, recueil)
    except TempsEcoule:
        if not any(pages):
            raise
        recueil.reserves.append(f"la lecture était trop longue : elle s'est arrêtée à la page {len(pages)}")
    if not any(pages):
        raise TexteIllisible(NUMERISE)
    try:
        for paragraphe in recoller([ligne for page in sans_bandeaux(pages) for ligne in page]):
            recueil.ajouter(paragraphe)
    except Assez:
        return


def _feuilleter(f: BinaryIO, pages: list[list[str]], recueil: Recueil) -> None:
    lecteur, nombre = _ouvrir(f)
    if nombre > PAGES_MAX:
        recueil.reserves.append(f"{nombre} pages : seules les {PAGES_MAX} premières sont lues")
    perdues = []
    for rang in range(min(nombre, PAGES_MAX)):
        try:
            pages.append(_lignes(lecteur.pages[rang].extract_text()))
        except (Exception, RecursionError):  # whatever a damaged or hostile page makes its reader stumble on
            pages.append([])
            perdues.append(rang + 1)
    if len(perdues) == len(pages):
        raise TexteIllisible(ABIME)
    if perdues:
        recueil.reserves.append(_dire(perdues))


def _ouvrir(f: BinaryIO) -> tuple[pypdf.PdfReader, int]:
    try:
        lecteur = pypdf.PdfReader(f)
        nombre = len(lecteur.pages)
    except (FileNotDecryptedError, WrongPasswordError, DependencyError, NotImplementedError) as erreur:
        raise TexteIllisible(PROTEGE) from erreur
    except Exception as erreur:  # the same
        raise TexteIllisible(ABIME) from erreur
    if not nombre:
        raise TexteIllisible(ABIME)
    return lecteur, nombre


def _lignes(texte: str) -> list[str]:
    """Without blanks around; the empty ones between, which separate, stay."""
    lignes = [" ".join(ligne.split()) for ligne in texte.split("\n")]
    while lignes and not lignes[0]:
        lignes.pop(0)
    while lignes and not lignes[-1]:
        lignes.pop()
    return lignes


def _dire(perdues: list[int]) -> str:
    if len(perdues) == 1:
        return f"la page {perdues[0]} n'a pas pu être lue"
    quelles = ", ".join(map(str, perdues[:10])) + ("…" if len(perdues) > 10 else "")
    return f"{len(perdues)} pages n'ont pas pu être lues ({quelles})"
