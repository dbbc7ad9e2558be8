"""What may be deposited: size, kind, and a content that agrees with the name."""

from __future__ import annotations

import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from commun.noms import nom_propre
from commun.templatetags.dates import taille

# A zip's table of contents is read whole: this one would already name some 40,000 files.
SOMMAIRE_MAX = 4 * 1024 * 1024
# In bytes: where a zip's last record may stand, its comment included; the record that large archives put before it.
_FIN_DE_ZIP, _FIN_DE_GRAND_ZIP = 65_557, 76
TETE = 1024
# Some programs write a byte order mark or an empty line first.
_BLANCS = b"\xef\xbb\xbf\t\r\n "
_EN_LIGNE = "ou déposez-le sur une plateforme et donnez son lien"


def verifier_depot(f: File) -> None:
    """Raise ValidationError, in words that name the limit and the remedy, when the file cannot be accepted.

    Each kind has its own first bytes, so that a program under another name never passes.
    `f` needs a name and a size, and can be rewound; it is left at its start.
    """
    nom = nom_propre(f.name or "")
    verifier_annonce(nom, f.size)
    try:
        f.seek(0)
        tete = f.read(TETE)
        convient = _FAMILLES[_extension(nom)](f, tete)
    finally:
        f.seek(0)
    if not convient:
        raise _contenu_refuse(nom)


def verifier_annonce(nom: str, octets: int | None) -> None:
    """What the name and the size alone make sure, before a byte of the file is sent."""
    if not octets:
        raise ValidationError(
            f"« {nom} » est vide. Ouvrez-le sur votre ordinateur pour vérifier, puis déposez-le de nouveau.",
            code="vide",
        )
    if octets > settings.TAILLE_MAX_FICHIER:
        raise ValidationError(
            f"« {nom} » pèse {taille(octets)} ; la limite est de {taille(settings.TAILLE_MAX_FICHIER)}. "
            f"Allégez-le (les images et les vidéos pèsent le plus), {_EN_LIGNE}.",
            code="taille",
        )
    if _extension(nom) not in _FAMILLES:
        raise ValidationError(
            f"« {nom} » est d'un genre qui n'est pas accepté. Déposez un fichier {ACCEPTES}, {_EN_LIGNE}.",
            code="extension",
        )


def verifier_debut(nom: str, tete: bytes) -> None:
    """What the first TETE bytes make sure, while the rest is still on its way: verifier_depot has the last word."""
    if not _DEBUTS.get(_extension(nom), _FAMILLES[_extension(nom)])(File(None), tete):
        raise _contenu_refuse(nom)


def _extension(nom: str) -> str:
    return PurePosixPath(nom).suffix.lower().lstrip(".")


def _contenu_refuse(nom: str) -> ValidationError:
    return ValidationError(
        f"Le contenu de « {nom} » n'est pas celui d'un fichier .{_extension(nom)}, ou il est abîmé. "
        "Enregistrez-le ou téléchargez-le de nouveau, puis redéposez-le sans changer la fin de son nom.",
        code="contenu",
    )


def _commence_par(*debuts: bytes) -> Callable[[File, bytes], bool]:
    return lambda f, tete: tete.startswith(debuts)


def _contient(marque: bytes, position: int) -> Callable[[File, bytes], bool]:
    return lambda f, tete: tete[position : position + len(marque)] == marque


def _archive(*membres: str) -> Callable[[File, bytes], bool]:
    """A zip that holds one of these files and no macro."""

    def verifier(f: File, tete: bytes) -> bool:
        if not tete.startswith(b"PK\x03\x04") or not _sommaire_raisonnable(f):
            return False
        try:
            with zipfile.ZipFile(f) as archive:
                noms = set(archive.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            return False
        macros = any(nom.lower().endswith("vbaproject.bin") for nom in noms)
        return not macros and not noms.isdisjoint(membres)

    return verifier


def _sommaire_raisonnable(f: File) -> bool:
    """Whether the table of contents that the zip announces is small enough to be read."""
    depart = max(0, f.size - _FIN_DE_ZIP - _FIN_DE_GRAND_ZIP)
    f.seek(depart)
    avant, marque, fin = f.read().rpartition(b"PK\x05\x06")
    if not marque or len(fin) < 18:
        return False
    (annoncee,) = struct.unpack("<I", fin[8:12])
    if avant[-20:-16] == b"PK\x06\x07":
        # The record of large archives (zip64), which then counts instead of the last one.
        (place,) = struct.unpack("<Q", avant[-12:-4])
        if len(avant) < _FIN_DE_GRAND_ZIP or place != depart + len(avant) - _FIN_DE_GRAND_ZIP:
            return False
        (annoncee,) = struct.unpack("<Q", avant[-36:-28])
    return annoncee <= SOMMAIRE_MAX


def _sauvegarde_moodle(f: File, tete: bytes) -> bool:
    """A .mbz is a zip, or since Moodle 2.6 a gzipped tar."""
    if not tete.startswith(b"\x1f\x8b"):
        return _archive("moodle_backup.xml")(f, tete)
    f.seek(0)
    try:
        with gzip.GzipFile(fileobj=f) as archive:
            return archive.read(512)[257:262] == b"ustar"
    except (OSError, EOFError, zlib.error):
        return False


def _texte(f: File, tete: bytes) -> bool:
    """No byte that text never holds; both UTF-8 and the older encodings of spreadsheets pass."""
    return not any(octet < 32 and octet not in b"\t\n\r\f\x1b" for octet in tete)


_WORD = _archive("word/document.xml")
_ODF = _archive("content.xml")
_FAMILLES: dict[str, Callable[[File, bytes], bool]] = {
    "pdf": lambda f, tete: tete.lstrip(_BLANCS).startswith(b"%PDF-"),
    "mbz": _sauvegarde_moodle,
    "h5p": _archive("h5p.json"),
    "docx": _WORD,
    "xlsx": _archive("xl/workbook.xml"),
    "pptx": _archive("ppt/presentation.xml"),
    "odt": _ODF,
    "ods": _ODF,
    "odp": _ODF,
    "png": _commence_par(b"\x89PNG\r\n\x1a\n"),
    "jpg": _commence_par(b"\xff\xd8\xff"),
    "jpeg": _commence_par(b"\xff\xd8\xff"),
    "gif": _commence_par(b"GIF87a", b"GIF89a"),
    "webp": lambda f, tete: tete.startswith(b"RIFF") and tete[8:12] == b"WEBP",
    "mp4": _contient(b"ftyp", 4),
    "webm": _commence_par(b"\x1a\x45\xdf\xa3"),
    "mp3": _commence_par(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    "ogg": _commence_par(b"OggS"),
    "txt": _texte,
    "csv": _texte,
}
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
# Those whose check reads further than the first bytes: what these alone tell.
_DEBUTS: dict[str, Callable[[File, bytes], bool]] = {
    "mbz": _commence_par(_ZIP, _GZIP),
    **dict.fromkeys(("h5p", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _commence_par(_ZIP)),
}
ACCEPTES = (
    "PDF, Moodle (.mbz), H5P, de bureautique (.docx, .odt, .xlsx, .ods, .pptx, .odp), une image "
    "(.png, .jpg, .gif, .webp), un son ou une vidéo (.mp3, .ogg, .mp4, .webm) ou du texte (.txt, .csv)"
)
EXTENSIONS = tuple(_FAMILLES)
