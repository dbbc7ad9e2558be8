"""Which reader suits a file: told by its first bytes as much as by its name."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files import File

from commun.archives import ArchiveRefusee
from commun.archives.zip import ZIP
from commun.depots import OLE
from commun.noms import nom_propre

from .ods import lire_ods
from .rangees import Tableau
from .refus import TableauRefuse
from .texte import lire_csv
from .xlsx import lire_xlsx

OCTETS_MAX = 10 * 1024 * 1024
EXTENSIONS = (".csv", ".txt", ".xlsx", ".ods")
ACCEPTES = "CSV, Excel (.xlsx) ou LibreOffice (.ods), 10 Mo et 10 000 lignes au plus"
_MACROS = (".xlsm", ".xltm", ".xlsb", ".xlam")
_DEMESURES = {"bombe", "emboitee", "nombre", "xml_demesure", "entites"}


def verifier_tableau(nom: str, octets: int, tete: bytes) -> None:
    """What the name, the size and the first bytes make sure, while the person waits. Raises TableauRefuse."""
    extension = PurePosixPath(nom_propre(nom)).suffix.lower()
    if not octets:
        raise TableauRefuse("vide")
    if extension in _MACROS:
        raise TableauRefuse("macros")
    if extension == ".xls" or tete.startswith(OLE):
        raise TableauRefuse("xls")
    if extension not in EXTENSIONS:
        raise TableauRefuse("extension")
    if octets > OCTETS_MAX:
        raise TableauRefuse("poids")
    if (extension in (".xlsx", ".ods")) != tete.startswith(ZIP):
        raise TableauRefuse("abime")


def lire_tableau(f: File, nom: str) -> Tableau:
    """The first visible sheet. Raises TableauRefuse, here or while its rows are read."""
    f.seek(0)
    tete = f.read(8)
    verifier_tableau(nom, f.size, tete)
    f.seek(0)
    extension = PurePosixPath(nom_propre(nom)).suffix.lower()
    try:
        if extension == ".xlsx":
            return lire_xlsx(f)
        return lire_ods(f) if extension == ".ods" else lire_csv(f)
    except ArchiveRefusee as refus:
        raison = "demesure" if refus.raison in _DEMESURES else "duree" if refus.raison == "duree" else "abime"
        raise TableauRefuse(raison) from refus
