"""What a tar.gz can hide: bombs, ways out of the folder, links, devices, headers that lie, damage."""

import gzip
import tarfile
from collections.abc import Callable

from .briques import FIN, MO, SAUVEGARDE, entete, fichier, gzip_de_zeros, tar_de, tgz

DEBUT = fichier(b"moodle_backup.xml", SAUVEGARDE)


def _pax(**champs: str) -> bytes:
    lignes = b""
    for cle, valeur in champs.items():
        corps = f" {cle.replace('__', '.')}={valeur}\n".encode()
        longueur = len(corps) + len(str(len(corps) + 2))
        lignes += f"{longueur}".encode() + corps
    return fichier(b"pax", lignes, b"x")


def _coupe(contenu: bytes, part: float) -> bytes:
    return contenu[: int(len(contenu) * part)]


def _bosse(contenu: bytes, place: int) -> bytes:
    abime = bytearray(contenu)
    abime[place] ^= 0x55
    return bytes(abime)


def _incompressible(octets: int) -> bytes:
    """Varied, and the same each time."""
    return b"".join(str(n * n).encode() for n in range(octets // 8))[:octets]


def _gros() -> bytes:
    return tgz(fichier(b"files/aa/image", _incompressible(400_000)))


GENRES = {
    "lien-symbolique": b"2",
    "lien-physique": b"1",
    "peripherique": b"3",
    "disque": b"4",
    "tube": b"6",
    "trous-gnu": b"S",
}
HOSTILES: dict[str, Callable[[], bytes]] = {
    "bombe-annoncee.mbz": lambda: tgz(entete(b"files/aa/bombe", 8_000_000_000)),
    "bombe.mbz": lambda: gzip_de_zeros(300, DEBUT + entete(b"files/aa/bombe", 300 * MO)),
    "bombe-en-morceaux.mbz": lambda: gzip_de_zeros(200, DEBUT + entete(b"files/aa/bombe", 40 * MO)),
    "bombe-en-plusieurs-gzip.mbz": lambda: (
        gzip.compress(DEBUT + entete(b"files/aa/b", 900 * MO)) + gzip.compress(bytes(16 * MO), 9) * 50
    ),
    "bombe-apres-la-fin.mbz": lambda: gzip_de_zeros(400, DEBUT + FIN),
    "bombe-emboitee.mbz": lambda: tgz(fichier(b"files/aa/bombe", gzip_de_zeros(500))),
    "bombe-tout-au-debut.mbz": lambda: gzip_de_zeros(300, entete(b"files/aa/bombe", 300 * MO)),
    "remonte.mbz": lambda: tgz(fichier(b"../../etc/cron.d/x", b"x")),
    "remonte-au-milieu.mbz": lambda: tgz(fichier(b"files/../../x", b"x")),
    "absolu.mbz": lambda: tgz(fichier(b"/etc/passwd", b"x")),
    "remonte-par-pax.mbz": lambda: tgz(_pax(path="../../x"), fichier(b"sage", b"x")),
    "remonte-par-gnu.mbz": lambda: tgz(fichier(b"././@LongLink", b"../../x\0", b"L"), fichier(b"sage", b"x")),
    "remonte-par-prefixe.mbz": lambda: tgz(fichier(b"x", b"x", debut=b"../..")),
    **{
        f"{nom}.mbz": lambda genre=genre: tgz(entete(b"files/aa/x", 0, genre, lien=b"/etc/passwd"))
        for nom, genre in GENRES.items()
    },
    "lien-vers-l-index.mbz": lambda: tgz(entete(b"users.xml", 0, b"1", lien=b".ARCHIVE_INDEX")),
    "lien-sous-le-nom-de-l-index.mbz": lambda: tgz(entete(b".ARCHIVE_INDEX", 0, b"2", lien=b"/etc/passwd")),
    "trous-pax.mbz": lambda: tgz(_pax(GNU__sparse__size="900000000"), fichier(b"creux", b"x")),
    "double.mbz": lambda: tgz(fichier(b"users.xml", b"<users/>"), fichier(b"./users.xml", b"<users/>")),
    "taille-negative.mbz": lambda: tgz(entete(b"x", taille_brute=b"\xff" * 12)),
    "taille-illisible.mbz": lambda: tgz(entete(b"x", taille_brute=b"99999999999\0")),
    "taille-pax-negative.mbz": lambda: tgz(_pax(size="-512"), fichier(b"x", b"x")),
    "pax-demesure.mbz": lambda: gzip_de_zeros(60, DEBUT + entete(b"pax", 50 * MO, b"x")),
    "pax-menteur.mbz": lambda: tgz(fichier(b"pax", b"999999 path=x\n", b"x"), fichier(b"x", b"x")),
    "pax-general.mbz": lambda: tgz(fichier(b"pax", b"13 path=../x\n", b"g"), fichier(b"x", b"x")),
    "nom-demesure.mbz": lambda: gzip_de_zeros(60, DEBUT + entete(b"././@LongLink", 50 * MO, b"L")),
    "somme-fausse.mbz": lambda: tgz(entete(b"x", somme=b"000001\0 ")),
    "coupe-a-la-moitie.mbz": lambda: _coupe(_gros(), 0.5),
    "coupe-au-dixieme.mbz": lambda: _coupe(_gros(), 0.1),
    "coupe-avant-la-somme.mbz": lambda: _gros()[:-6],
    "coupe-dedans.mbz": lambda: gzip.compress(DEBUT + entete(b"files/aa/x", 90_000) + bytes(3000)),
    "sans-fin.mbz": lambda: gzip.compress(DEBUT),
    "somme-gzip-fausse.mbz": lambda: _bosse(_gros(), -5),
    "contenu-abime.mbz": lambda: _bosse(_gros(), 90_000),
    "suite-etrangere.mbz": lambda: tgz() + b"MZ\x90" * 500,
    "soixante-mille.mbz": lambda: tar_de(*(f"files/aa/{n}" for n in range(60_000))),
    "soixante-mille-dossiers.mbz": lambda: tar_de(*(f"d{n}/" for n in range(60_000)), genre=tarfile.DIRTYPE),
}
