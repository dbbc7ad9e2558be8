"""A zip: its table of contents, measured before it is read, then each file as a stream."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files import File

from .budget import BLOC, Budget
from .membre import Membre, chemin_propre
from .refus import ArchiveRefusee

ZIP = b"PK\x03\x04"
# In bytes: the table of contents is read whole.
SOMMAIRE_MAX = 4 * 1024 * 1024
# In bytes: where the last record may stand, its comment included; the record that large archives put before it.
_FIN, _FIN_DE_GRAND = 65_557, 76
# The flags of an encrypted file or table; what a short figure says when the true one stands elsewhere.
_CHIFFRE, _PLEIN = 0x2041, 0xFFFFFFFF
_STOCKE, _DEFLATE, _AES = 0, 8, 99


@dataclass(slots=True)
class Entree:
    nom: str
    nom_brut: bytes
    drapeaux: int
    methode: int
    crc: int
    stockes: int
    taille: int
    place: int


def sommaire(f: File, budget: Budget) -> list[Entree]:
    """The table of contents, every entry verified; nothing is opened. Raises ArchiveRefusee."""
    nombre, longueur, debut = _fin(f)
    if longueur > SOMMAIRE_MAX or nombre > budget.limites.membres:
        raise ArchiveRefusee("nombre")
    f.seek(debut)
    table = f.read(longueur)
    entrees, vus = [], set()
    for entree in _entrees(table):
        budget.membre()
        if entree.nom in vus:
            raise ArchiveRefusee("doublon")
        vus.add(entree.nom)
        entrees.append(entree)
    if len(entrees) != nombre:
        raise ArchiveRefusee("abimee")
    _refuser_chevauchements(entrees, debut)
    if budget.demesure(sum(e.taille for e in entrees), sum(e.stockes for e in entrees)):
        raise ArchiveRefusee("bombe")
    return entrees


def membres_zip(f: File, budget: Budget) -> Iterator[Membre]:
    for entree in sommaire(f, budget):
        if entree.nom.endswith("/"):
            continue
        contenu = _contenu(f, entree, budget)
        yield Membre(entree.nom, entree.taille, contenu)
        for _ in contenu:
            pass


def _fin(f: File) -> tuple[int, int, int]:
    """How many entries the zip announces, how long its table of contents is, where it begins."""
    f.seek(0, 2)
    depart = max(0, f.tell() - _FIN - _FIN_DE_GRAND)
    f.seek(depart)
    avant, marque, fin = f.read().rpartition(b"PK\x05\x06")
    if not marque or len(fin) < 18:
        raise ArchiveRefusee("abimee")
    disque, _, ici, nombre, longueur, debut = struct.unpack("<HHHHII", fin[:16])
    place = depart + len(avant)
    if avant[-20:-16] == b"PK\x06\x07":
        # The record of large archives (zip64), which then counts instead of the last one.
        (ou,) = struct.unpack("<Q", avant[-12:-4])
        place -= _FIN_DE_GRAND
        if len(avant) < _FIN_DE_GRAND or ou != place:
            raise ArchiveRefusee("abimee")
        disque, _, ici, nombre, longueur, debut = struct.unpack("<IIQQQQ", avant[-60:-20])
    # Something before the first file, or between the table and its record, is no work of an honest program.
    if disque or ici != nombre or debut + longueur != place:
        raise ArchiveRefusee("abimee")
    return nombre, longueur, debut


def _entrees(table: bytes) -> Iterator[Entree]:
    place = 0
    while place < len(table):
        if table[place : place + 4] != b"PK\x01\x02" or place + 46 > len(table):
            raise ArchiveRefusee("abimee")
        systeme, drapeaux, methode = table[place + 5], *struct.unpack_from("<HH", table, place + 8)
        crc, stockes, taille, nom, extra, note = struct.unpack_from("<IIIHHH", table, place + 16)
        attributs, debut = struct.unpack_from("<II", table, place + 38)
        fin = place + 46 + nom + extra + note
        if fin > len(table):
            raise ArchiveRefusee("abimee")
        brut = table[place + 46 : place + 46 + nom]
        supplement = table[place + 46 + nom : place + 46 + nom + extra]
        taille, stockes, debut = _en_grand(supplement, (taille, stockes, debut))
        _verifier(drapeaux, methode, attributs >> 16 if systeme == 3 else 0, taille, stockes)
        chemin = chemin_propre(brut.decode("utf-8" if drapeaux & 0x800 else "cp437", errors="replace"))
        yield Entree(chemin, brut, drapeaux, methode, crc, stockes, taille, debut)
        place = fin


def _en_grand(extra: bytes, valeurs: tuple[int, int, int]) -> Iterator[int]:
    """The true figures where the short ones are full (zip64), in the order of the format."""
    longs = _champ_zip64(extra)
    for valeur in valeurs:
        if valeur != _PLEIN:
            yield valeur
        elif len(longs) < 8:
            raise ArchiveRefusee("abimee")
        else:
            yield struct.unpack("<Q", longs[:8])[0]
            longs = longs[8:]


def _champ_zip64(extra: bytes) -> bytes:
    while len(extra) >= 4:
        genre, longueur = struct.unpack("<HH", extra[:4])
        if genre == 1:
            return extra[4 : 4 + longueur]
        extra = extra[4 + longueur :]
    return b""


def _verifier(drapeaux: int, methode: int, mode: int, taille: int, stockes: int) -> None:
    if drapeaux & _CHIFFRE or methode == _AES:
        raise ArchiveRefusee("chiffree")
    if methode not in {_STOCKE, _DEFLATE}:
        raise ArchiveRefusee("methode")
    if stat.S_ISLNK(mode):
        raise ArchiveRefusee("lien")
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise ArchiveRefusee("special")
    if methode == _STOCKE and taille != stockes:
        raise ArchiveRefusee("abimee")


def _refuser_chevauchements(entrees: Iterable[Entree], fin: int) -> None:
    """Two entries over the same bytes: the way to pack a thousand times the same bomb."""
    libre = 0
    for entree in sorted(entrees, key=lambda e: e.place):
        if entree.place < libre:
            raise ArchiveRefusee("bombe")
        libre = entree.place + 30 + len(entree.nom_brut) + entree.stockes
    if libre > fin:
        raise ArchiveRefusee("abimee")


def _contenu(f: File, entree: Entree, budget: Budget) -> Iterator[bytes]:
    f.seek(_debut_des_donnees(f, entree))
    decompresseur = zlib.decompressobj(wbits=-15) if entree.methode == _DEFLATE else None
    reste, ouverts, crc = entree.stockes, 0, 0
    while reste:
        bloc = f.read(min(reste, BLOC))
        if not bloc:
            raise ArchiveRefusee("abimee")
        budget.lire(len(bloc))
        reste -= len(bloc)
        for sorti in _deplier(decompresseur, bloc):
            budget.ouvrir(len(sorti))
            ouverts, crc = ouverts + len(sorti), zlib.crc32(sorti, crc)
            if ouverts > entree.taille:
                raise ArchiveRefusee("abimee")
            yield sorti
    if ouverts != entree.taille or crc != entree.crc or (decompresseur and entree.taille and not decompresseur.eof):
        raise ArchiveRefusee("abimee")


def _debut_des_donnees(f: File, entree: Entree) -> int:
    f.seek(entree.place)
    local = f.read(30)
    if len(local) < 30 or local[:4] != ZIP:
        raise ArchiveRefusee("abimee")
    nom, extra = struct.unpack("<HH", local[26:30])
    if f.read(nom) != entree.nom_brut:
        raise ArchiveRefusee("abimee")
    return entree.place + 30 + nom + extra


def _deplier(decompresseur: zlib._Decompress | None, bloc: bytes) -> Iterator[bytes]:
    if decompresseur is None:
        yield bloc
        return
    try:
        while sorti := decompresseur.decompress(bloc, BLOC):
            yield sorti
            bloc = decompresseur.unconsumed_tail
    except zlib.error as erreur:
        raise ArchiveRefusee("abimee") from erreur
    # Looked at for each block: zlib would keep all that comes after the end.
    if decompresseur.unused_data:
        raise ArchiveRefusee("abimee")
