"""Descriptions made to harm whoever reads them."""

import gzip
import random
from collections.abc import Callable

from .briques import FIN, MO, SAUVEGARDE, fichier, mbz_zip, tgz, zip_de

_RIRES = b"".join(b'<!ENTITY r%d "%s">' % (n, b"&r%d;" % (n - 1) * 10) for n in range(1, 10))
MILLIARD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY r0 "ha">%s]><users>&r9;</users>' % _RIRES
EXTERNE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><users><user>&x;</user></users>'
DTD = b'<?xml version="1.0"?><!DOCTYPE users SYSTEM "http://exemple.invalid/x.dtd"><users></users>'


def _mbz(nom: bytes, xml: bytes) -> bytes:
    if nom == b"moodle_backup.xml":
        return gzip.compress(fichier(nom, xml) + FIN, 1)
    return tgz(fichier(nom, xml))


def _noms(nombre: int) -> bytes:
    return b"<users>" + b"".join(b"<n%d/>" % n for n in range(nombre)) + b"</users>"


def _contenu(parties: bytes) -> bytes:
    return b"<moodle_backup><information><contents>" + parties + b"</contents></information></moodle_backup>"


def _modules_varies(nombre: int) -> bytes:
    return b"".join(b"<activity><modulename>%x</modulename></activity>" % (n * 7919) for n in range(nombre))


def _attributs_longs(nombre: int) -> bytes:
    hasard = random.Random(1)
    return b"".join(b'<u a%s=""/>' % hasard.randbytes(50_000).hex().encode() for _ in range(nombre))


def _texte_varie(mo: int) -> bytes:
    ligne = b"".join(b"<file><contenthash>%040x</contenthash></file>" % (n * 7919) for n in range(16_000))
    return b"<files>" + ligne * mo + b"</files>"


HOSTILES: dict[str, Callable[[], bytes]] = {
    "xml-milliard.mbz": lambda: _mbz(b"users.xml", MILLIARD),
    "xml-milliard-en-zip.mbz": lambda: mbz_zip({"files.xml": MILLIARD}),
    "xml-milliard.docx": lambda: zip_de({"word/document.xml": b"<a/>", "docProps/app.xml": MILLIARD}),
    "xml-externe.mbz": lambda: _mbz(b"users.xml", EXTERNE),
    "xml-externe-principal.mbz": lambda: _mbz(b"moodle_backup.xml", EXTERNE),
    "xml-dtd.mbz": lambda: _mbz(b"files.xml", DTD),
    "xml-attribut-demesure.mbz": lambda: _mbz(b"users.xml", b'<users a="' + b"a" * 25 * MO + b'"></users>'),
    "xml-balise-sans-fin.mbz": lambda: _mbz(b"users.xml", b"<users><" + b"a" * 25 * MO),
    "xml-commentaire-demesure.mbz": lambda: _mbz(b"users.xml", b"<users><!--" + b"a" * 25 * MO + b"--></users>"),
    "xml-mille-attributs.mbz": lambda: _mbz(
        b"users.xml", b"<users " + b" ".join(b'a%d=""' % n for n in range(900_000)) + b"/>"
    ),
    "xml-attributs-longs.mbz": lambda: _mbz(b"users.xml", b"<users>" + _attributs_longs(200) + b"</users>"),
    "xml-sections-sans-nombre.mbz": lambda: _mbz(
        b"moodle_backup.xml", _contenu(b"<sections>" + b"<section/>" * 3_000_000 + b"</sections>")
    ),
    "xml-modules-sans-nombre.mbz": lambda: _mbz(
        b"moodle_backup.xml", _contenu(b"<activities>" + _modules_varies(600_000) + b"</activities>")
    ),
    "xml-elements-sans-nombre.mbz": lambda: _mbz(b"users.xml", b"<users>" + b"<a/>" * 8_000_000 + b"</users>"),
    "xml-abime-profond.mbz": lambda: _mbz(b"users.xml", b"<a>" * 3_000_000),
    "xml-noms-sans-nombre.mbz": lambda: _mbz(b"users.xml", _noms(900_000)),
    "xml-demesure.mbz": lambda: _mbz(b"files.xml", _texte_varie(80)),
    "xml-pas-du-xml.mbz": lambda: _mbz(b"moodle_backup.xml", b"{}"),
    "xml-coupe.mbz": lambda: _mbz(b"moodle_backup.xml", SAUVEGARDE[:-20]),
    "xml-vide.mbz": lambda: _mbz(b"moodle_backup.xml", b""),
    "xml-codage-inconnu.mbz": lambda: _mbz(b"users.xml", b"<?xml version='1.0' encoding='klingon'?><users/>"),
    "xml-espaces-de-noms.mbz": lambda: _mbz(
        b"users.xml", b'<users xmlns="' + b"u" * 200_000 + b'">' + b"<a/>" * 99_999 + b"</users>"
    ),
}
