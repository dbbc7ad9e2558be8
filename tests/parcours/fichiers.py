"""What the teacher deposits: real files by people outside the project where the samples are, small ones elsewhere."""

import io
import tarfile
from pathlib import Path

from django.conf import settings

ECHANTILLONS = settings.BASE_DIR.parent / "shared" / "samples"


def cours_v1(dossier: Path) -> Path:
    return _fichier(dossier, "mbz/Magistere__availability_26_format.mbz", _sauvegarde("Cours, V1"))


def cours_v2(dossier: Path) -> Path:
    return _fichier(dossier, "mbz/moodle-qtype_gapfill__gapfill_example_course.mbz", _sauvegarde("Cours, V2"))


def livret(dossier: Path) -> Path:
    return _fichier(dossier, "livrets/NSI_T__AGR_Bases_Exercices.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")


def _fichier(dossier: Path, echantillon: str, a_defaut: bytes) -> Path:
    reel = ECHANTILLONS / echantillon
    if reel.exists():
        return reel
    fait = dossier / Path(echantillon).name
    # Once: an archive carries the second at which it was made, and the test compares what comes back.
    if not fait.exists():
        fait.write_bytes(a_defaut)
    return fait


def _sauvegarde(titre: str) -> bytes:
    contenu = f"<moodle_backup><information><name>{titre}</name></information></moodle_backup>".encode()
    flux = io.BytesIO()
    with tarfile.open(fileobj=flux, mode="w:gz") as archive:
        membre = tarfile.TarInfo("moodle_backup.xml")
        membre.size = len(contenu)
        archive.addfile(membre, io.BytesIO(contenu))
    return flux.getvalue()
