"""Another content than the name says."""

import gzip
import io
from collections.abc import Callable

from .briques import FIN, fichier, mbz_zip, tgz, zip_de

EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(4000)
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(400)
MACRO = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}

HOSTILES: dict[str, Callable[[], bytes]] = {
    **{
        f"faux-{quoi}.{extension}": lambda contenu=contenu: contenu
        for quoi, contenu in (("programme", EXE), ("page", HTML), ("image", PNG))
        for extension in ("mbz", "pdf", "docx", "h5p")
    },
    "faux-gzip.mbz": lambda: gzip.compress(HTML * 900),
    "faux-gzip-de-gzip.mbz": lambda: gzip.compress(tgz()),
    "faux-document.mbz": lambda: zip_de({"word/document.xml": b"<a/>"}),
    "faux-cours.docx": mbz_zip,
    "faux-cours-tar.docx": tgz,
    "faux-macro.docx": lambda: zip_de(MACRO),
    "faux-sans-description.mbz": lambda: gzip.compress(fichier(b"files.xml", b"<files/>") + FIN),
    "faux-vide.mbz": lambda: gzip.compress(FIN),
    "faux-h5p-abime.h5p": lambda: zip_de({"h5p.json": b'{"title": "x"};', "content/content.json": b"{}"}),
    "faux-h5p-profond.h5p": lambda: zip_de({"h5p.json": b"[" * 900_000}),
    "faux-h5p-incomplet.h5p": lambda: zip_de({"h5p.json": b'{"title": "x"}'}),
    "faux-zip-vide.docx": lambda: zip_de({}),
    "faux-texte.h5p": lambda: io.BytesIO(b"This is not a zip package\n").getvalue(),
}
