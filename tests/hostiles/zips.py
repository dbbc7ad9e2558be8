"""What a zip can hide: bombs in its table of contents or behind it, ways out, links, passwords, figures that lie."""

import struct
import zipfile
import zlib
from collections.abc import Callable

from .briques import MO, SAUVEGARDE, gzip_de_zeros, mbz_zip, patcher, zip_de

CENTRAL, LOCAL, FIN = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def _deflate_de_zeros(mo: int) -> bytes:
    presse = zlib.compressobj(9, wbits=-15)
    bloc = presse.compress(bytes(MO)) + presse.flush(zlib.Z_FULL_FLUSH)
    return bloc * mo + zlib.compressobj(9, wbits=-15).flush()


def _brut(nom: bytes, donnees: bytes, annonce: int, crc: int = 0) -> bytes:
    """A zip of one file, already deflated, that announces what one likes."""
    local = LOCAL + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(donnees), annonce, len(nom), 0) + nom
    table = CENTRAL + struct.pack(
        "<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, crc, len(donnees), annonce, len(nom), *[0] * 6
    )
    return local + donnees + _fermer(table + nom, 1, len(local) + len(donnees))


def _fermer(table: bytes, nombre: int, place: int) -> bytes:
    return table + FIN + struct.pack("<HHHHIIH", 0, 0, nombre, nombre, len(table), place, 0)


def _chevauchement() -> bytes:
    """The same bomb under ten thousand names, each pointing at the same bytes."""
    noyau, nom = _deflate_de_zeros(8), b"moodle_backup.xml"
    local = LOCAL + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(noyau), 8 * MO, len(nom), 0) + nom
    table = b"".join(
        CENTRAL
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, len(noyau), 8 * MO, len(autre), *[0] * 6)
        + autre
        for autre in [nom, *(b"f%d" % n for n in range(10_000))]
    )
    return local + noyau + _fermer(table, 10_001, len(local) + len(noyau))


def _poupees(etages: int) -> bytes:
    contenu = zip_de({"bombe": bytes(2 * MO)})
    for etage in range(etages):
        contenu = zip_de({f"etage{etage}-{n}.zip": contenu for n in range(3)})
    return mbz_zip({"files/aa/poupees": contenu})


def _zip64(contenu: bytes, place: int | None = None, nombre: int | None = None) -> bytes:
    fin = contenu.rindex(FIN)
    membres, taille, debut = struct.unpack("<HII", contenu[fin + 10 : fin + 20])
    membres = membres if nombre is None else nombre
    grand = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, membres, membres, taille, debut)
    renvoi = struct.pack("<4sIQI", b"PK\x06\x07", 0, fin if place is None else place, 1)
    return contenu[:fin] + grand + renvoi + contenu[fin:]


def _crc_faux() -> bytes:
    return patcher(mbz_zip({"files.xml": b"<files/>"}), CENTRAL, 16, "<I", 12345)


HOSTILES: dict[str, Callable[[], bytes]] = {
    "zip-bombe.mbz": lambda: _brut(b"moodle_backup.xml", _deflate_de_zeros(900), 900 * MO),
    "zip-bombe-menteuse.mbz": lambda: _brut(b"moodle_backup.xml", _deflate_de_zeros(900), 500),
    "zip-bombe-menteuse-stockee.mbz": lambda: patcher(
        mbz_zip({"files.xml": b"x"}, methode=0), CENTRAL, 24, "<I", 9 * MO
    ),
    "zip-bombe.docx": lambda: _brut(b"word/document.xml", _deflate_de_zeros(400), 400 * MO),
    "zip-bombe.h5p": lambda: _brut(b"h5p.json", _deflate_de_zeros(400), 400 * MO),
    "zip-h5p-menteur.h5p": lambda: _brut(b"h5p.json", _deflate_de_zeros(30), 30 * MO),
    "zip-chevauchement.mbz": _chevauchement,
    "zip-bombe-emboitee.mbz": lambda: mbz_zip({"files/aa/b": _brut(b"b", _deflate_de_zeros(900), 900 * MO)}),
    "zip-gzip-emboite.mbz": lambda: mbz_zip({"files/aa/b": gzip_de_zeros(900)}),
    "zip-poupees.mbz": lambda: _poupees(5),
    "zip-multiplication.mbz": lambda: mbz_zip({f"files/{n}": zip_de({"b": bytes(30 * MO)}) for n in range(12)}),
    "zip-remonte.mbz": lambda: mbz_zip({"../../x": b"x"}),
    "zip-remonte-a-l-envers.mbz": lambda: mbz_zip({"..\\..\\x": b"x"}),
    "zip-absolu.docx": lambda: zip_de({"word/document.xml": b"<a/>", "/etc/passwd": b"x"}),
    "zip-disque.mbz": lambda: mbz_zip({"C:/windows/x": b"x"}),
    "zip-lien.mbz": lambda: mbz_zip({"files/aa/x": b"/etc/passwd"}, attributs=0o120777 << 16),
    "zip-peripherique.mbz": lambda: mbz_zip({"files/aa/x": b""}, attributs=0o020666 << 16),
    "zip-tube.h5p": lambda: zip_de({"h5p.json": b"{}"}, attributs=0o010666 << 16),
    "zip-soixante-mille.mbz": lambda: mbz_zip({f"f{n}": b"" for n in range(60_000)}),
    "zip-compte-faux.mbz": lambda: patcher(mbz_zip({"a": b"a", "b": b"b"}), FIN, 8, "<HH", 2, 2),
    "zip-chiffre.mbz": lambda: patcher(mbz_zip(), CENTRAL, 8, "<H", 1),
    "zip-chiffre-aes.mbz": lambda: patcher(mbz_zip(), CENTRAL, 10, "<H", 99),
    "zip-chiffre.docx": lambda: patcher(zip_de({"word/document.xml": b"<a/>"}), CENTRAL, 8, "<H", 1),
    "zip-lzma.mbz": lambda: mbz_zip(methode=zipfile.ZIP_LZMA),
    "zip-double.mbz": lambda: mbz_zip({"usersA.xml": b"<users/>", "usersB.xml": b"<users/>"}).replace(
        b"usersB", b"usersA"
    ),
    "zip-noms-differents.mbz": lambda: mbz_zip({"files.xml": b"<files/>"}).replace(b"files.xml", b"users.xml", 1),
    "zip-somme-fausse.mbz": _crc_faux,
    "zip-coupe.mbz": lambda: mbz_zip({"files/aa/x": bytes(range(256)) * 90})[:-40],
    "zip-coupe-au-debut.mbz": lambda: mbz_zip({"files/aa/x": bytes(range(256)) * 90})[100:],
    "zip-precede.mbz": lambda: LOCAL + b"MZ" * 300 + mbz_zip(),
    "zip64-menteur.mbz": lambda: _zip64(mbz_zip(), place=0),
    "zip64-compte-faux.mbz": lambda: _zip64(mbz_zip(), nombre=2**60),
    "zip64-absent.mbz": lambda: patcher(mbz_zip(), CENTRAL, 24, "<I", 0xFFFFFFFF),
    "zip-taille-fausse.mbz": lambda: patcher(mbz_zip(), CENTRAL, 24, "<I", len(SAUVEGARDE) + 1),
}
