"""What may be deposited: the content and the name agree, and a refusal says the limit and the remedy."""

import gzip
import io
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile

from commun import depots
from commun.archives import Limites
from commun.depots import EXTENSIONS
from commun.fichiers import verifier_depot

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00"


def zip_de(*membres: str) -> bytes:
    contenu = io.BytesIO()
    with zipfile.ZipFile(contenu, "w") as archive:
        for membre in membres:
            archive.writestr(membre, "x")
    return contenu.getvalue()


def tgz_de(membre: str) -> bytes:
    contenu = io.BytesIO()
    with tarfile.open(fileobj=contenu, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo(membre))
    return contenu.getvalue()


JUSTES = {
    "pdf": PDF,
    "mbz": tgz_de("moodle_backup.xml"),
    "h5p": zip_de("h5p.json", "content/content.json"),
    "docx": zip_de("[Content_Types].xml", "word/document.xml"),
    "xlsx": zip_de("xl/workbook.xml"),
    "pptx": zip_de("ppt/presentation.xml"),
    "odt": zip_de("mimetype", "content.xml"),
    "ods": zip_de("mimetype", "content.xml"),
    "odp": zip_de("mimetype", "content.xml"),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe1",
    "gif": b"GIF89a\x01",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "mp4": b"\x00\x00\x00\x20ftypisom",
    "webm": b"\x1a\x45\xdf\xa3\x01",
    "mp3": b"ID3\x04\x00",
    "ogg": b"OggS\x00\x02",
    "txt": "Une leçon, puis un exercice.\r\n".encode(),
    "csv": "Élève;Note\n".encode("cp1252"),
}


def deposer(nom: str, contenu: bytes) -> None:
    fichier = ContentFile(contenu, name=nom)
    verifier_depot(fichier)
    assert fichier.tell() == 0


def refus(nom: str, contenu: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as capture:
        deposer(nom, contenu)
    return capture.value


def test_chaque_genre_est_essaye() -> None:
    assert set(JUSTES) == set(EXTENSIONS)


@pytest.mark.parametrize("extension", JUSTES)
def test_le_contenu_juste_passe(extension: str) -> None:
    deposer(f"Mon cours.{extension.upper()}", JUSTES[extension])


@pytest.mark.parametrize("extension", JUSTES)
def test_un_autre_contenu_est_refuse(extension: str) -> None:
    voisins = {"jpg": {"jpeg"}, "jpeg": {"jpg"}, "odt": {"ods", "odp"}, "ods": {"odt", "odp"}, "odp": {"odt", "ods"}}
    voisins |= {"txt": {"csv", "pdf"}, "csv": {"txt", "pdf"}}
    for autre, contenu in JUSTES.items():
        if autre != extension and autre not in voisins.get(extension, set()):
            if extension in {"txt", "csv"} and not any(octet < 9 for octet in contenu):
                continue
            assert refus(f"cours.{extension}", contenu).code == "contenu", autre


@pytest.mark.parametrize("extension", JUSTES)
@pytest.mark.parametrize("programme", [EXECUTABLE, b"\x7fELF\x02\x01\x01\x00", b"\xcf\xfa\xed\xfe\x07\x00"])
def test_un_programme_deguise_est_refuse(extension: str, programme: bytes) -> None:
    assert refus(f"cours.{extension}", programme + PDF).code == "contenu"


@pytest.mark.parametrize("nom", ["jeu.exe", "cours.pdf.exe", "script.sh", "page.html", "dessin.svg", "sans-extension"])
def test_un_genre_non_accepte(nom: str) -> None:
    erreur = refus(nom, PDF)
    assert erreur.code == "extension"
    assert "PDF, Moodle (.mbz)" in erreur.message
    assert "donnez son lien" in erreur.message


def test_une_extension_retournee_est_vue() -> None:
    assert refus("livret\u202efdp.exe", EXECUTABLE).code == "extension"


def test_vide() -> None:
    assert "est vide" in refus("livret.pdf", b"").message


def test_trop_lourd(settings) -> None:
    settings.TAILLE_MAX_FICHIER = 2 * 1024 * 1024
    erreur = refus("livret.pdf", PDF + bytes(3 * 1024 * 1024))
    assert "pèse 3 Mo ; la limite est de 2 Mo" in erreur.message
    assert "donnez son lien" in erreur.message
    deposer("livret.pdf", PDF.ljust(2 * 1024 * 1024))


def test_une_sauvegarde_moodle_en_zip() -> None:
    deposer("cours.mbz", zip_de("moodle_backup.xml", "files.xml"))
    assert refus("cours.mbz", zip_de("autre.xml")).code == "contenu"
    assert refus("cours.mbz", gzip.compress(b"pas une archive")).code == "contenu"
    assert refus("cours.mbz", tgz_de("moodle_backup.xml")[:20]).code == "contenu"


def test_une_macro_est_refusee() -> None:
    assert refus("cours.docx", zip_de("word/document.xml", "word/vbaProject.bin")).code == "contenu"


def test_un_zip_abime_ou_demesure_est_refuse() -> None:
    bon = JUSTES["docx"]
    assert refus("cours.docx", bon[:-30]).code == "contenu"
    assert refus("cours.docx", bon[:4] + os.urandom(400)).code == "contenu"
    fin = bon.rindex(b"PK\x05\x06")
    demesure = bon[: fin + 12] + struct.pack("<I", 50 * 1024 * 1024) + bon[fin + 16 :]
    assert refus("cours.docx", demesure).code == "contenu"


def en_zip64(contenu: bytes, sommaire: int | None = None, place: int | None = None) -> bytes:
    """The same zip with the record of large archives, which may announce anything."""
    fin = contenu.rindex(b"PK\x05\x06")
    membres, taille, debut = struct.unpack("<HII", contenu[fin + 10 : fin + 20])
    annonce = taille if sommaire is None else sommaire
    grand = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, membres, membres, annonce, debut)
    renvoi = struct.pack("<4sIQI", b"PK\x06\x07", 0, fin if place is None else place, 1)
    return contenu[:fin] + grand + renvoi + contenu[fin:]


def test_le_sommaire_d_un_grand_zip_est_mesure_aussi() -> None:
    bon = JUSTES["docx"]
    deposer("cours.docx", en_zip64(bon))
    for demesure in (en_zip64(bon, sommaire=50 * 1024 * 1024), en_zip64(bon, place=0)):
        assert refus("cours.docx", demesure).code == "contenu"
    assert refus("cours.docx", b"PK\x03\x04PK\x06\x07" + bytes(16) + bon[bon.rindex(b"PK\x05\x06") :]).code == "contenu"


def test_un_sommaire_demesure_ne_se_lit_pas(monkeypatch) -> None:
    """Read whole, it would take ten times its size in memory: a file of 500 MB would stop the server."""
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *a, **k: pytest.fail("le sommaire a été lu"))
    assert refus("cours.docx", en_zip64(JUSTES["docx"], sommaire=50 * 1024 * 1024)).code == "contenu"


def en_memoire(nom: str, contenu: bytes) -> UploadedFile:
    return SimpleUploadedFile(nom, contenu)


def sur_disque(nom: str, contenu: bytes) -> UploadedFile:
    fichier = TemporaryUploadedFile(nom, "", len(contenu), None)
    fichier.write(contenu)
    return fichier


@pytest.mark.parametrize("extension", ["docx", "mbz"])
@pytest.mark.parametrize("televerser", [en_memoire, sur_disque])
def test_un_televersement_reste_lisible(televerser: Callable[[str, bytes], UploadedFile], extension: str) -> None:
    fichier = televerser(f"cours.{extension}", JUSTES[extension])
    verifier_depot(fichier)
    assert fichier.read() == JUSTES[extension]
    fichier.close()


def test_un_pdf_qui_commence_par_une_marque() -> None:
    deposer("livret.pdf", b"\xef\xbb\xbf\r\n" + PDF)


@pytest.mark.parametrize("nom", ["cours.mbz", "quiz.h5p"])
def test_une_archive_longue_a_regarder_ne_retient_pas_la_page(nom, monkeypatch):
    """Empty folders by thousands before the first file, for example: the person waits, and so does everybody else."""
    monkeypatch.setattr(depots, "AU_VOL", Limites(secondes=-1))
    contenu = tgz_de("moodle_backup.xml") if nom.endswith("mbz") else zip_de("h5p.json", *map(str, range(256)))
    with pytest.raises(ValidationError, match="demande trop de temps"):
        verifier_depot(SimpleUploadedFile(nom, contenu))
