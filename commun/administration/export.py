"""« Exporter »: the rows chosen in a list, or all that its filters keep, as a table with the columns that it shows.

The rows are those that the list gives to whoever asks, and a cell says what the list says: what is masked on the screen
is masked in the file. Nothing changes, so that no rule is asked but that of the list.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import label_for_field, lookup_field
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from commun.administration.nombre import CONFIRMER
from commun.export import LIGNES_EXPORTEES, exporter
from commun.tableaux import FORMATS

TYPES = (bool, int, float, date, datetime)


class FormatForm(forms.Form):
    format = forms.ChoiceField(
        label="Format",
        choices=[(un.code, un.nom) for un in FORMATS.values()],
        initial="xlsx",
        help_text="Le CSV est en UTF-8, séparé par des points-virgules.",
    )


@admin.action(description="Exporter la sélection", permissions=["view"])
def exporter_la_selection(
    table: admin.ModelAdmin, request: HttpRequest, choisies: QuerySet[Any]
) -> HttpResponseBase | None:
    """A page asks for the format, then gives the file; None, and a message, where no chosen row is in the list."""
    nombre = choisies.order_by().values("pk")[: LIGNES_EXPORTEES + 1].count()
    if not nombre:
        messages.error(request, "Rien à exporter : aucune des lignes choisies n'est dans votre liste.")
        return None
    colonnes = [(_titre(nom, table), partial(_cellule, nom, table)) for nom in table.get_list_display(request)]
    form = FormatForm(request.POST if CONFIRMER in request.POST else None)
    if form.is_valid():
        return exporter(form.cleaned_data["format"], table.model._meta.verbose_name_plural, colonnes, choisies)
    contexte = {
        **table.admin_site.each_context(request),
        "title": "Exporter",
        "opts": table.model._meta,
        "form": form,
        "nombre": min(nombre, LIGNES_EXPORTEES),
        "depasse": nombre > LIGNES_EXPORTEES,
        "colonnes": [titre for titre, _ in colonnes],
        "action": exporter_la_selection.__name__,
        "case": ACTION_CHECKBOX_NAME,
        "choix": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "tout": request.POST.get("select_across", "0"),
        "confirmer": CONFIRMER,
        "retour": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/exporter.html", contexte)


def en_dernier(actions: dict[str, tuple[Callable[..., Any], str, str]]) -> dict[str, Any]:
    """Decisions first: an export changes nothing."""
    return dict(sorted(actions.items(), key=lambda action: action[0] == exporter_la_selection.__name__))


def _titre(nom: str, table: admin.ModelAdmin) -> str:
    return capfirst(str(label_for_field(nom, table.model, table)))


def _cellule(nom: str, table: admin.ModelAdmin, ligne: Model) -> object:
    champ, _, valeur = lookup_field(nom, ligne, table)
    if champ is not None and getattr(champ, "flatchoices", None):
        return str(dict(champ.flatchoices).get(valeur, valeur or ""))
    return valeur if valeur is None or isinstance(valeur, TYPES) else str(valeur)
