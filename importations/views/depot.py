"""A sort of table: its model, what is there already, and the file that one deposits."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from commun.tableaux import FORMATS, ecrire_tableau
from importations import services
from importations.forms import TableauForm
from importations.models import Importation

from .acces import fil_de, sujet_de

# The last ones, as a reminder of what was done; older ones are erased after a month.
MONTREES = 10


@require_http_methods(["GET", "POST"])
def deposer(request: HttpRequest, sorte: str, portee: int) -> HttpResponse:
    la_sorte, le_sujet = sujet_de(request, sorte, portee)
    form = TableauForm(request.POST or None, request.FILES or None) if request.method == "POST" else TableauForm()
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            deposee = services.deposer(
                sorte=la_sorte,
                portee=le_sujet,
                fichier=form.cleaned_data["fichier"],
                acteur=request.user,
                maintenant=maintenant(),
            )
            return redirect(deposee)
    miennes = Importation.objects.filter(demandeur=request.user, sorte=sorte, portee=le_sujet.pk)
    contexte = {
        "sorte": la_sorte,
        "portee": le_sujet,
        "form": form,
        "formats": FORMATS.values(),
        "importations": miennes.order_by("-deposee_le", "-pk")[:MONTREES],
        "fil": fil_de(la_sorte, le_sujet),
    }
    return render(request, "importations/deposer.html", contexte)


@require_safe
def modele(request: HttpRequest, sorte: str, portee: int, extension: str) -> HttpResponseBase:
    """The headers, and a line to replace."""
    la_sorte, _ = sujet_de(request, sorte, portee)
    exemple = [champ.exemple for champ in la_sorte.champs]
    return ecrire_tableau(_connu(extension), f"modele-{sorte}", [champ.titre for champ in la_sorte.champs], [exemple])


@require_safe
def liste(request: HttpRequest, sorte: str, portee: int, extension: str) -> HttpResponseBase:
    """What is there now, with the model's headers: importing it changes nothing."""
    la_sorte, le_sujet = sujet_de(request, sorte, portee)
    lignes = la_sorte.actuelles(le_sujet, aujourdhui())
    return ecrire_tableau(
        _connu(extension), f"{sorte}-{le_sujet.pk}", [champ.titre for champ in la_sorte.champs], lignes
    )


def _connu(extension: str) -> str:
    if extension not in FORMATS:
        raise Http404("Ce format n'existe pas : choisissez CSV, Excel ou LibreOffice.")
    return extension
