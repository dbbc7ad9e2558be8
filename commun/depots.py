"""What may be deposited: size, kind, and a content that agrees with the name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from commun.archives import ArchiveRefusee, Budget, Limites, sommaire
from commun.archives.gzip import GZIP, FluxGzip
from commun.archives.tar import membres_tar
from commun.archives.zip import ZIP
from commun.noms import nom_propre
from commun.templatetags.dates import taille

TETE = 1024
# The container of older documents, in which the same programs put the recent ones that have a password ([MS-CFB] 2.2).
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Looked at while the person waits: an honest archive shows what it is at once.
AU_VOL = Limites(secondes=5.0)
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
    except ArchiveRefusee as refus:
        if refus.raison != "abimee":
            raise ValidationError(f"« {nom} » n'est pas accepté. {refus.message}", code="contenu") from refus
        convient = False
    finally:
        f.seek(0)
    if not convient:
        raise _contenu_refuse(nom, tete)


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
        raise _contenu_refuse(nom, tete)


def _extension(nom: str) -> str:
    return PurePosixPath(nom).suffix.lower().lstrip(".")


def _contenu_refuse(nom: str, tete: bytes) -> ValidationError:
    if tete.startswith(OLE):
        return ValidationError(
            f"« {nom} » est protégé par un mot de passe, ou c'est un document d'un ancien format (.doc, .xls, .ppt) "
            f"dont le nom a été changé. Enregistrez-le en .{_extension(nom)}, sans mot de passe, puis déposez-le.",
            code="contenu",
        )
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
    """A zip that holds one of these files and no macro; only its table of contents is read here."""

    def verifier(f: File, tete: bytes) -> bool:
        if not tete.startswith(ZIP):
            return False
        noms = {entree.nom for entree in sommaire(f, Budget(f.size, AU_VOL))}
        macros = any(nom.lower().endswith("vbaproject.bin") for nom in noms)
        return not macros and not noms.isdisjoint(membres)

    return verifier


def _sauvegarde_moodle(f: File, tete: bytes) -> bool:
    """A .mbz is a zip, or since Moodle 2.6 a gzipped tar, of which the beginning is read here."""
    if not tete.startswith(GZIP):
        return _archive("moodle_backup.xml")(f, tete)
    f.seek(0)
    budget = Budget(f.size, AU_VOL)
    return next(membres_tar(FluxGzip(f, budget), budget), None) is not None


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
# Those whose check reads further than the first bytes: what these alone tell.
_DEBUTS: dict[str, Callable[[File, bytes], bool]] = {
    "mbz": _commence_par(ZIP, GZIP),
    **dict.fromkeys(("h5p", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _commence_par(ZIP)),
}
ACCEPTES = (
    "PDF, Moodle (.mbz), H5P, de bureautique (.docx, .odt, .xlsx, .ods, .pptx, .odp), une image "
    "(.png, .jpg, .gif, .webp), un son ou une vidéo (.mp3, .ogg, .mp4, .webm) ou du texte (.txt, .csv)"
)
EXTENSIONS = tuple(_FAMILLES)
