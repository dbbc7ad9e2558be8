"""The tables behind the figures, for a spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from bilans.contenu.assemblage import assembler
from bilans.models import Bilan
from bilans.tableaux import TABLES
from bilans.views.acces import bilan_de
from commun.horloge import maintenant
from commun.tableaux import ecrire_classeur, ecrire_tableau


@require_safe
def tableau(request: HttpRequest, pk: int, nom: str) -> HttpResponseBase:
    """One table as CSV."""
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    if nom not in TABLES:
        raise Http404("Ce bilan n'a pas de tableau de ce nom.")
    table = TABLES[nom]
    return ecrire_tableau("csv", _nom(le_bilan, nom), table.titres, table.rangees(assembler(le_bilan, maintenant())))


@require_safe
def classeur(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All of them as one workbook."""
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    contenu = assembler(le_bilan, maintenant())
    feuilles = ((table.titre, table.titres, table.rangees(contenu)) for table in TABLES.values())
    return ecrire_classeur(_nom(le_bilan, "tableaux"), feuilles)


def _nom(le_bilan: Bilan, suffixe: str) -> str:
    return f"{slugify(f'bilan {le_bilan.annee} {le_bilan.sujet}')}-{suffixe}"
