"""A table as CSV: semicolons, UTF-8 with its mark, decimal commas, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from bilans.contenu.assemblage import Contenu
from commun.tableaux.cellules import MARQUE, cellule

from .tables import Table


def en_csv(table: Table, contenu: Contenu) -> str:
    tampon = io.StringIO()
    lignes = csv.writer(tampon, delimiter=";")
    lignes.writerow([titre for titre, _ in table.colonnes])
    for ligne in table.lignes(contenu):
        lignes.writerow([cellule(valeur(ligne)) for _, valeur in table.colonnes])
    return MARQUE + tampon.getvalue()
