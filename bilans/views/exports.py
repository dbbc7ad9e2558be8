"""The tables behind the figures, for a spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from bilans.contenu.assemblage import Contenu, assembler
from bilans.exports.classeur import en_xlsx
from bilans.exports.tables import TABLES
from bilans.exports.texte import en_csv
from bilans.models import Bilan
from bilans.views.acces import bilan_de
from commun.horloge import maintenant

TYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def tableau(request: HttpRequest, pk: int, nom: str) -> HttpResponse:
    """One table as CSV."""
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    if nom not in TABLES:
        raise Http404("Ce bilan n'a pas de tableau de ce nom.")
    return _fichier(en_csv(TABLES[nom], _contenu(le_bilan)), "text/csv; charset=utf-8", le_bilan, f"{nom}.csv")


@require_safe
def classeur(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them as one workbook."""
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    return _fichier(en_xlsx(TABLES, _contenu(le_bilan)), TYPE_XLSX, le_bilan, "tableaux.xlsx")


def _contenu(le_bilan: Bilan) -> Contenu:
    return assembler(le_bilan, maintenant())


def _fichier(contenu: str | bytes, type_mime: str, le_bilan: Bilan, suffixe: str) -> HttpResponse:
    reponse = HttpResponse(contenu, content_type=type_mime)
    nom = f"{slugify(f'bilan {le_bilan.annee} {le_bilan.sujet}')}-{suffixe}"
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cache-Control"] = "private, no-store"
    return reponse
