"""Tables to take away: CSV, XLSX, ODS. What people typed is written as text and never runs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from commun.noms import nom_propre
from commun.textes import sans_invisibles

from .cellules import MARQUE, cellule, ligne_csv


@dataclass(frozen=True)
class Format:
    code: str
    nom: str
    type: str


FORMATS = {
    "csv": Format("csv", "CSV", "text/csv; charset=utf-8"),
    "xlsx": Format("xlsx", "Excel (.xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": Format("ods", "LibreOffice (.ods)", "application/vnd.oasis.opendocument.spreadsheet"),
}
Lignes = Iterable[Sequence[object]]
Feuille = tuple[str, Sequence[str], Lignes]  # its name, its headers, its rows
_LARGEUR = 24  # in characters


def ecrire_tableau(code: str, nom: str, titres: Sequence[str], lignes: Lignes) -> HttpResponseBase:
    """The download; `code` is a key of FORMATS, `nom` has no extension."""
    nom_fichier = nom_propre(f"{nom}.{code}")
    if code == "xlsx":
        return ecrire_classeur(nom, [("Liste", titres, lignes)])
    if code == "csv":
        reponse = StreamingHttpResponse(_csv(titres, lignes), content_type=FORMATS[code].type)
        reponse["Content-Disposition"] = f'attachment; filename="{nom_fichier}"'
        return _privee(reponse)
    contenu = io.BytesIO()
    _ods(contenu, titres, lignes)
    return _fichier(contenu, nom_fichier, code)


def ecrire_classeur(nom: str, feuilles: Iterable[Feuille]) -> HttpResponseBase:
    """The download of several tables, as an Excel file of a sheet each; `nom` has no extension."""
    contenu = io.BytesIO()
    classeur = Workbook(write_only=True)
    for titre, titres, lignes in feuilles:
        _feuille(classeur, titre, titres, lignes)
    classeur.save(contenu)
    return _fichier(contenu, nom_propre(f"{nom}.xlsx"), "xlsx")


def _fichier(contenu: io.BytesIO, nom_fichier: str, code: str) -> HttpResponseBase:
    contenu.seek(0)
    return _privee(FileResponse(contenu, as_attachment=True, filename=nom_fichier, content_type=FORMATS[code].type))


def _privee(reponse: HttpResponseBase) -> HttpResponseBase:
    """They hold names: no cache on the way keeps them."""
    reponse["Cache-Control"] = "private, no-store"
    return reponse


def _csv(titres: Sequence[str], lignes: Lignes) -> Iterator[str]:
    yield MARQUE + ligne_csv(titres)
    for ligne in lignes:
        yield ligne_csv(ligne)


def _feuille(classeur: Workbook, titre: str, titres: Sequence[str], lignes: Lignes) -> None:
    feuille = classeur.create_sheet(titre[:31])
    feuille.freeze_panes = "A2"
    for colonne in range(1, len(titres) + 1):
        feuille.column_dimensions[get_column_letter(colonne)].width = _LARGEUR

    def en_cellule(valeur: object) -> WriteOnlyCell:
        gardee = _simple(valeur)
        nouvelle = WriteOnlyCell(feuille, value=gardee)
        if isinstance(gardee, datetime):
            nouvelle.number_format = "dd/mm/yyyy hh:mm"
        elif isinstance(gardee, date):
            nouvelle.number_format = "dd/mm/yyyy"
        return nouvelle

    for ligne in chain([titres], lignes):
        feuille.append([en_cellule(valeur) for valeur in ligne])


def _simple(valeur: object) -> object:
    """What a spreadsheet has a type for; everything else as guarded text."""
    if isinstance(valeur, datetime):
        return localtime(valeur).replace(tzinfo=None) if valeur.tzinfo else valeur
    if isinstance(valeur, date) or (isinstance(valeur, int | float | Decimal) and not isinstance(valeur, bool)):
        return valeur
    return sans_invisibles(cellule(valeur))


_ESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"'
)
_MANIFESTE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{FORMATS["ods"].type}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods(sortie: io.BytesIO, titres: Sequence[str], lignes: Lignes) -> None:
    with ZipFile(sortie, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", FORMATS["ods"].type, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFESTE)
        with archive.open("content.xml", "w") as contenu:
            contenu.write(f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ESPACES}>'.encode())
            contenu.write(b'<office:body><office:spreadsheet><table:table table:name="Liste">')
            contenu.write(_rang_ods(titres))
            for ligne in lignes:
                contenu.write(_rang_ods(ligne))
            contenu.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def _rang_ods(ligne: Sequence[object]) -> bytes:
    return f"<table:table-row>{''.join(map(_cellule_ods, ligne))}</table:table-row>".encode()


def _cellule_ods(valeur: object) -> str:
    valeur, vu = _simple(valeur), cellule(valeur)
    if isinstance(valeur, datetime):
        genre = f'date" office:date-value="{valeur:%Y-%m-%dT%H:%M:%S}'
    elif isinstance(valeur, date):
        genre = f'date" office:date-value="{valeur.isoformat()}'
    elif isinstance(valeur, int | float | Decimal):
        genre = f'float" office:value="{valeur}'
    elif not vu:
        return "<table:table-cell/>"
    else:
        genre, vu = "string", str(valeur)
    paragraphes = "".join(f"<text:p>{escape(p)}</text:p>" for p in vu.split("\n"))
    return f'<table:table-cell office:value-type="{genre}">{paragraphes}</table:table-cell>'
