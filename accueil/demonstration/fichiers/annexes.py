"""The file that goes with a course: a pupil's sheet (.odt), a table of data (.csv) or a chart (.png)."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from html import escape

from .edition import Edition

DATE_ZIP = (2026, 9, 1, 8, 0, 0)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
MANIFESTE_ODT = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" '
    'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def annexe(edition: Edition) -> tuple[str, bytes]:
    """The file's name and its bytes. Raises KeyError for a kind that nobody knows how to make."""
    nom, ecrire = _GENRES[edition.contenu.annexe]
    return nom, ecrire(edition)


def _odt(edition: Edition) -> bytes:
    paragraphes = [edition.titre, "Nom : ……………………   Classe : ……………"]
    paragraphes += [f"{titre} : {consigne}" for titre, consigne in edition.contenu.seances]
    corps = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphes)
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" office:version="1.2"><office:body><office:text>{corps}</office:text>'
        "</office:body></office:document-content>"
    )
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w") as archive:
        # The type comes first and uncompressed: that is how the format is recognised.
        archive.writestr(zipfile.ZipInfo("mimetype", DATE_ZIP), "application/vnd.oasis.opendocument.text")
        for nom, texte in (("content.xml", contenu), ("META-INF/manifest.xml", MANIFESTE_ODT)):
            fiche = zipfile.ZipInfo(nom, DATE_ZIP)
            fiche.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(fiche, texte)
    return flux.getvalue()


def _tirage(edition: Edition, nombre: int) -> list[int]:
    hasard = random.Random(edition.titre)  # noqa: S311 - made-up data, the same each time
    return [hasard.randint(20, 95) for _ in range(nombre)]


def _csv(edition: Edition) -> bytes:
    lignes = [f"{rang};{valeur}" for rang, valeur in enumerate(_tirage(edition, 40), start=1)]
    return "\r\n".join(["numero;valeur", *lignes, ""]).encode("utf-8-sig")


def _png(edition: Edition) -> bytes:
    """A bar chart of 240 by 100 pixels: dark blue bars on white."""
    barres = _tirage(edition, 12)
    lignes = b""
    for y in range(100):
        pixels = b"".join((b"\x00\x00\x91" if 100 - y <= b else b"\xff\xff\xff") * 14 + b"\xff" * 18 for b in barres)
        lignes += b"\x00" + pixels
    entete = struct.pack(">IIBBBBB", 240, 100, 8, 2, 0, 0, 0)
    morceaux = ((b"IHDR", entete), (b"IDAT", zlib.compress(lignes, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_morceau(genre, donnees) for genre, donnees in morceaux)


def _morceau(genre: bytes, donnees: bytes) -> bytes:
    return struct.pack(">I", len(donnees)) + genre + donnees + struct.pack(">I", zlib.crc32(genre + donnees))


_GENRES: dict[str, tuple[str, Callable[[Edition], bytes]]] = {
    "odt": ("Fiche élève.odt", _odt),
    "csv": ("Données.csv", _csv),
    "png": ("Diagramme.png", _png),
}
