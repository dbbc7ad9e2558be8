"""CSV as French spreadsheets, and everybody else's, write it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from django.core.files import File

from .rangees import FORMULE, Tableau, bornees
from .refus import TableauRefuse

# Columns are parted by one of these, whichever the first lines have most of.
SEPARATEURS = (";", "\t", ",")
_BOM = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def lire_csv(f: File) -> Tableau:
    texte = _decoder(f.read())
    if not texte.strip():
        raise TableauRefuse("vide")
    return Tableau(bornees(_lignes(texte)))


def _decoder(octets: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else Windows-1252."""
    codage = next((nom for marque, nom in _BOM if octets.startswith(marque)), "")
    if not codage and b"\0" in octets:
        raise TableauRefuse("codage")
    for essai in (codage,) if codage else ("utf-8", "cp1252"):
        try:
            return octets.decode(essai)
        except UnicodeDecodeError:
            continue
    raise TableauRefuse("codage")


def _lignes(texte: str) -> Iterator[tuple[int, list[object]]]:
    debut = texte[:4096]
    separateur = max(SEPARATEURS, key=debut.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    try:
        for numero, ligne in enumerate(lecteur, start=1):
            yield numero, [_sans_formule(valeur) for valeur in ligne]
    except csv.Error as erreur:
        raise TableauRefuse("guillemet") from erreur


def _sans_formule(valeur: str) -> object:
    """A spreadsheet would compute it: what it shows is not what is written here."""
    return FORMULE if valeur.lstrip().startswith("=") else valeur
