"""Word processor's documents and plain texts that hide something, or that say what nobody can read."""

from collections.abc import Callable

from .briques import mbz_zip, patcher, zip_de
from .xmls import EXTERNE, MILLIARD
from .zips import CENTRAL, _brut, _deflate_de_zeros

W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = b"urn:oasis:names:tc:opendocument:xmlns"
# The container in which Word puts a document with a password (Compound File Binary, [MS-CFB] 2.2).
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)
CHIFFREMENT = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"


def corps(*paragraphes: bytes) -> bytes:
    dedans = b"".join(b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % p for p in paragraphes)
    return b"<w:document %s><w:body>%s</w:body></w:document>" % (W, dedans)


def docx(xml: bytes | None = None, autres: dict[str, bytes] | None = None) -> bytes:
    return zip_de(
        {"word/document.xml": corps("La séance dure une heure.".encode()) if xml is None else xml} | (autres or {})
    )


def odt(xml: bytes | None = None, autres: dict[str, bytes] | None = None) -> bytes:
    texte = "<t:p>La séance dure une heure.</t:p>"
    defaut = f'<o:document xmlns:o="{ODF.decode()}:office" xmlns:t="{ODF.decode()}:text">{texte}</o:document>'
    return zip_de({"content.xml": defaut.encode() if xml is None else xml} | (autres or {}))


def _poupees(etages: int) -> bytes:
    contenu = zip_de({"a": b"a"})
    for _ in range(etages):
        contenu = zip_de({"b.zip": contenu})
    return contenu


REFUSES: dict[str, Callable[[], bytes]] = {
    "bombe.docx": lambda: _brut(b"word/document.xml", _deflate_de_zeros(400), 400 * 1024 * 1024),
    "bombe.odt": lambda: _brut(b"content.xml", _deflate_de_zeros(400), 400 * 1024 * 1024),
    "bombe-dans-une-image.odt": lambda: odt(autres={"Pictures/x.png": bytes(300 * 1024 * 1024)}),
    "mot-de-passe.docx": lambda: OLE,
    "mot-de-passe-zip.docx": lambda: patcher(docx(), CENTRAL, 8, "<H", 1),
    "mot-de-passe.odt": lambda: odt(b"\x8f\x01\x02", {"meta.xml": b"\x93\x07", "META-INF/manifest.xml": CHIFFREMENT}),
    "coupe.docx": lambda: docx()[:-60],
    "poupees.docx": lambda: docx(autres={"word/embeddings/x.zip": _poupees(6)}),
    "dehors.odt": lambda: odt(autres={"../../../etc/cron.d/x": b"x"}),
    "cours.docx": mbz_zip,
    "pdf.docx": lambda: b"%PDF-1.4\n%%EOF\n",
    "page.pdf": lambda: b"<!doctype html><title>livret</title>",
    "programme.txt": lambda: b"MZ\x90\x00\x03\x00\x00\x00",
    "utf16.txt": lambda: "La séance dure une heure.".encode("utf-16"),
}
BIEN: dict[str, Callable[[], bytes]] = {
    "bon.docx": docx,
    "bon.odt": odt,
    "utf16.odt": lambda: odt(
        '<?xml version="1.0" encoding="UTF-16"?><o xmlns:t="urn:text"><t:p>La séance dure une heure.</t:p></o>'.encode(
            "utf-16"
        )
    ),
    "latin1.txt": lambda: "La séance dure une heure.\r\n".encode("cp1252"),
    "marques.docx": lambda: docx(corps("\u202eLa séance\u200f dure une heure. 🎓 مرحبا".encode())),
}
PARTIEL: dict[str, Callable[[], bytes]] = {
    "un-seul-paragraphe.docx": lambda: docx(corps(b"La dure. " * 600_000)),
    "sans-fin.txt": lambda: b"a" * 5_000_000,
}
SANS_TEXTE: dict[str, Callable[[], bytes]] = {
    "sans-texte.docx": lambda: docx(corps(b"", b" ", b"--")),
    "sans-texte.odt": lambda: odt(b"<o/>"),
}
ENTITES: dict[str, Callable[[], bytes]] = {
    "milliard.docx": lambda: docx(MILLIARD),
    "externe.odt": lambda: odt(EXTERNE),
}
DEMESURES: dict[str, Callable[[], bytes]] = {
    "profond.docx": lambda: docx(b"<w:document %s>" % W + b"<w:tbl>" * 200_000),
    "balises.odt": lambda: odt(b"<o>" + b"<a/>" * 900_000 + b"</o>"),
}
ABIMES: dict[str, Callable[[], bytes]] = {
    "pas-du-xml.docx": lambda: docx(b"{\\rtf1 La s\xe9ance}"),
    "codage.odt": lambda: odt(b"<?xml version='1.0' encoding='klingon'?><o/>"),
    "coupe-dedans.docx": lambda: docx(corps(b"La dure")[:-30]),
}
