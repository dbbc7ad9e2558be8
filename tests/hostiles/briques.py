"""Bricks: a tar header written by hand, a zip whose every figure can lie, a gzip that opens to as much as one likes."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

SAUVEGARDE = (
    b"<?xml version='1.0'?><moodle_backup><information><moodle_release>4.1</moodle_release></information>"
    b"</moodle_backup>"
)
MO = 1024 * 1024


def entete(
    nom: bytes, taille: int = 0, genre: bytes = b"0", *, lien: bytes = b"", debut: bytes = b"", **champs: bytes
) -> bytes:
    """`champs`: `taille_brute`, `somme` replace what would be right."""
    bloc = bytearray(512)
    bloc[0 : len(nom[:100])] = nom[:100]
    bloc[100:108] = b"0000644\0"
    bloc[124:136] = champs.get("taille_brute") or b"%011o\0" % taille
    bloc[136:148] = b"%011o\0" % 0
    bloc[156:157] = genre
    bloc[157 : 157 + len(lien)] = lien
    bloc[257:265] = b"ustar\x0000"
    bloc[345 : 345 + len(debut)] = debut
    bloc[148:156] = b" " * 8
    bloc[148:156] = champs.get("somme") or b"%06o\0 " % sum(bloc)
    return bytes(bloc)


def fichier(nom: bytes, contenu: bytes = b"", genre: bytes = b"0", **champs: bytes) -> bytes:
    return entete(nom, len(contenu), genre, **champs) + contenu + bytes(-len(contenu) % 512)


FIN = bytes(1024)


def tgz(*morceaux: bytes, fin: bytes = FIN) -> bytes:
    """A backup that would be good, and what was slipped in."""
    return gzip.compress(fichier(b"moodle_backup.xml", SAUVEGARDE) + b"".join(morceaux) + fin, 1)


def gzip_de_zeros(mo: int, avant: bytes = b"") -> bytes:
    """`mo` MiB of zeros after `avant`, in a thousandth of the room; its checksum is never reached."""
    presse = zlib.compressobj(9, wbits=31)
    tete = presse.compress(avant) + presse.compress(bytes(MO)) + presse.flush(zlib.Z_FULL_FLUSH)
    bloc = presse.compress(bytes(MO)) + presse.flush(zlib.Z_FULL_FLUSH)
    return tete + bloc * mo


def zip_de(membres: dict[str, bytes], **reglages: int) -> bytes:
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in membres.items():
            info = zipfile.ZipInfo(nom)
            info.external_attr = reglages.get("attributs", 0o100644 << 16)
            info.compress_type = reglages.get("methode", zipfile.ZIP_DEFLATED)
            archive.writestr(info, contenu)
    return flux.getvalue()


def mbz_zip(membres: dict[str, bytes] | None = None, **reglages: int) -> bytes:
    return zip_de({"moodle_backup.xml": SAUVEGARDE} | (membres or {}), **reglages)


def patcher(contenu: bytes, marque: bytes, decalage: int, format: str, *valeurs: int) -> bytes:
    """Write over the figures that stand `decalage` bytes after the last `marque`."""
    place = contenu.rindex(marque) + decalage
    octets = struct.pack(format, *valeurs)
    return contenu[:place] + octets + contenu[place + len(octets) :]


def tar_de(*noms: str, genre: bytes = tarfile.REGTYPE, format: int = tarfile.USTAR_FORMAT) -> bytes:
    flux = io.BytesIO()
    with tarfile.open(fileobj=flux, mode="w:gz", format=format, compresslevel=1) as archive:
        for nom in noms:
            info = tarfile.TarInfo(nom)
            info.type = genre
            archive.addfile(info)
    return flux.getvalue()
