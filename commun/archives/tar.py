"""A tar read as a stream, by its own headers: Python's reader would keep whatever a header announces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .budget import BLOC, Budget
from .gzip import FluxGzip
from .membre import Membre, chemin_propre
from .refus import ArchiveRefusee

PAS = 512
# In bytes: a header that only gives a long name.
ANNEXE_MAX = 16 * 1024
# Moodle writes its own table of contents under this name; some of its packers as a hard link.
INDEX = ".ARCHIVE_INDEX"
_FICHIERS, _DOSSIER = {b"0", b"\0", b"7"}, b"5"
_LIENS, _ANNEXES = {b"1", b"2"}, {b"L", b"K", b"x", b"g"}


@dataclass
class _Entete:
    """What a header says, and what the ones before it corrected."""

    genre: bytes
    nom: str
    taille: int


def membres_tar(flux: FluxGzip, budget: Budget) -> Iterator[Membre]:
    vus: set[int] = set()
    while entete := _suivant(flux, budget):
        if entete.genre in _LIENS and not (entete.genre == b"1" and entete.nom == INDEX):
            raise ArchiveRefusee("lien")
        nom = _verifier(entete, vus)
        if entete.genre in _FICHIERS:
            yield from _fichier(flux, nom, entete.taille)
    flux.epuiser()


def _verifier(entete: _Entete, vus: set[int]) -> str:
    if entete.genre not in _FICHIERS | _LIENS | {_DOSSIER}:
        raise ArchiveRefusee("special")
    if entete.genre not in _FICHIERS and entete.taille:
        raise ArchiveRefusee("abimee")
    if entete.genre == _DOSSIER and entete.nom.rstrip("/") in {"", "."}:
        return ""
    nom = chemin_propre(entete.nom)
    if entete.genre in _FICHIERS:
        # Digests rather than names: forty thousand of them take little room.
        if hash(nom) in vus:
            raise ArchiveRefusee("doublon")
        vus.add(hash(nom))
    return nom


def _fichier(flux: FluxGzip, nom: str, taille: int) -> Iterator[Membre]:
    contenu = _contenu(flux, taille)
    yield Membre(nom, taille, contenu)
    for _ in contenu:
        pass
    flux.sauter(-taille % PAS)


def _contenu(flux: FluxGzip, taille: int) -> Iterator[bytes]:
    while taille > 0:
        bloc = flux.exactement(min(taille, BLOC))
        taille -= len(bloc)
        yield bloc


def _suivant(flux: FluxGzip, budget: Budget) -> _Entete | None:
    """The next member's header, corrected by those that give a long name; None at the end."""
    corrections: dict[str, str] = {}
    while True:
        bloc = flux.lire(PAS)
        if bloc == bytes(PAS):
            return None
        if len(bloc) < PAS:
            raise ArchiveRefusee("abimee")
        budget.membre()
        entete = _lire_entete(bloc)
        if entete.genre not in _ANNEXES:
            entete = _corriger(entete, corrections)
            if entete.taille > budget.octets_max:
                raise ArchiveRefusee("bombe")
            return entete
        corrections |= _annexe(flux, entete)


def _lire_entete(bloc: bytes) -> _Entete:
    if bloc[257:262] != b"ustar" or _nombre(bloc[148:156]) != sum(bloc[:148]) + sum(bloc[156:]) + 8 * 32:
        raise ArchiveRefusee("abimee")
    nom = _texte(bloc[:100])
    # GNU's own variant (two spaces) keeps other things where the standard one has the beginning of the path.
    if bloc[262:263] == b"\0" and (debut := _texte(bloc[345:500])):
        nom = f"{debut}/{nom}"
    return _Entete(bloc[156:157], nom, _nombre(bloc[124:136]))


def _annexe(flux: FluxGzip, entete: _Entete) -> dict[str, str]:
    if entete.taille > ANNEXE_MAX:
        raise ArchiveRefusee("abimee")
    contenu = flux.exactement(entete.taille)
    flux.sauter(-entete.taille % PAS)
    if entete.genre in {b"L", b"K"}:
        return {"path": _texte(contenu)} if entete.genre == b"L" else {}
    champs = dict(_champs_pax(contenu))
    if any(cle.startswith("GNU.sparse") for cle in champs):
        raise ArchiveRefusee("special")
    if entete.genre == b"g":
        if {"path", "size", "linkpath"} & champs.keys():
            raise ArchiveRefusee("abimee")
        return {}
    return {cle: valeur for cle, valeur in champs.items() if cle in {"path", "size"}}


def _champs_pax(contenu: bytes) -> Iterator[tuple[str, str]]:
    """« 20 path=some/name » lines, each beginning with its own length."""
    while contenu:
        longueur, _, _ = contenu.partition(b" ")
        if not longueur.isdigit() or len(longueur) > 6 or not len(longueur) + 2 < int(longueur) <= len(contenu):
            raise ArchiveRefusee("abimee")
        ligne, contenu = contenu[len(longueur) + 1 : int(longueur)], contenu[int(longueur) :]
        cle, egal, valeur = ligne.removesuffix(b"\n").partition(b"=")
        if not egal:
            raise ArchiveRefusee("abimee")
        yield _texte(cle), valeur.decode(errors="replace")


def _corriger(entete: _Entete, corrections: dict[str, str]) -> _Entete:
    nom, taille = corrections.get("path", entete.nom), corrections.get("size", "")
    if taille and (not taille.isdecimal() or len(taille) > 15):
        raise ArchiveRefusee("abimee")
    return _Entete(entete.genre, nom, int(taille) if taille else entete.taille)


def _texte(champ: bytes) -> str:
    return champ.split(b"\0", 1)[0].decode(errors="replace")


def _nombre(champ: bytes) -> int:
    """Octal digits, or base 256 where the first bit is set; a negative one is a lie."""
    if champ[0] & 0x80:
        if champ[0] != 0x80:
            raise ArchiveRefusee("abimee")
        return int.from_bytes(champ[1:], "big")
    chiffres = champ.strip(b" \0") or b"0"
    if not chiffres.isdigit() or b"8" in chiffres or b"9" in chiffres:
        raise ArchiveRefusee("abimee")
    return int(chiffres, 8)
