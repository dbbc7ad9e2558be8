"""Several lists as one Excel file, a sheet each; a single list leaves through `commun/export.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from commun.export import LIGNES_EXPORTEES
from commun.tableaux.cellules import cellule

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Feuille = tuple[str, Sequence[str], Iterable[Sequence[object]]]  # its name, its headers, its rows


def exporter_xlsx(nom: str, feuilles: Iterable[Feuille]) -> HttpResponse:
    """Each sheet stops after LIGNES_EXPORTEES rows, and says so in its last one."""
    classeur = Workbook(write_only=True)
    for titre, entetes, lignes in feuilles:
        page = classeur.create_sheet(titre[:31])
        page.append(list(entetes))
        for rang, ligne in enumerate(lignes):
            if rang == LIGNES_EXPORTEES:
                page.append([f"Liste arrêtée à {LIGNES_EXPORTEES} lignes : filtrez-la pour obtenir les suivantes."])
                break
            page.append([_cellule(page, valeur) for valeur in ligne])
    sortie = BytesIO()
    classeur.save(sortie)
    entetes = {"Content-Disposition": f'attachment; filename="{nom}.xlsx"'}
    return HttpResponse(sortie.getvalue(), content_type=TYPE, headers=entetes)


def _cellule(page: object, valeur: object) -> object:
    """Numbers and dates as such; a text is never a formula, whatever it begins with."""
    if isinstance(valeur, datetime):
        return localtime(valeur).replace(tzinfo=None)
    if isinstance(valeur, date | Decimal | float) or (isinstance(valeur, int) and not isinstance(valeur, bool)):
        return valeur
    case = WriteOnlyCell(page, value=cellule(valeur))
    case.data_type = "s"
    return case
