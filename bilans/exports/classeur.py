"""All the tables as one XLSX workbook, a sheet each. A text is written as a text, never as a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from bilans.contenu.assemblage import Contenu

from .tables import Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a cell may hold, in characters.
LONGUEUR_CELLULE = 32_000
LARGEUR = 28


def en_xlsx(tables: Mapping[str, Table], contenu: Contenu) -> bytes:
    """Equal for equal content: the workbook bears the content's day, not the machine's hour."""
    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as classeur:
        classeur.set_properties({"created": datetime.combine(contenu.perimetre.jour, time.min)})
        gras, jour = classeur.add_format({"bold": True}), classeur.add_format({"num_format": "dd/mm/yyyy"})
        for table in tables.values():
            feuille = classeur.add_worksheet(table.titre)
            feuille.freeze_panes(1, 0)
            feuille.set_column(0, len(table.colonnes) - 1, LARGEUR)
            for colonne, (titre, _) in enumerate(table.colonnes):
                feuille.write_string(0, colonne, titre, gras)
            for rang, ligne in enumerate(table.lignes(contenu), start=1):
                for colonne, (_, valeur) in enumerate(table.colonnes):
                    _ecrire(feuille, rang, colonne, valeur(ligne), jour)
    return tampon.getvalue()


def _ecrire(feuille: Worksheet, rang: int, colonne: int, valeur: object, jour: Format) -> None:
    """Numbers and dates stay what they are; anything else is text, whatever it begins with."""
    if valeur is None:
        return
    if isinstance(valeur, bool):
        valeur = "oui" if valeur else "non"
    if isinstance(valeur, int | float | Decimal):
        feuille.write_number(rang, colonne, valeur)
    elif isinstance(valeur, date):
        feuille.write_datetime(rang, colonne, valeur, jour)
    else:
        feuille.write_string(rang, colonne, str(valeur)[:LONGUEUR_CELLULE])
