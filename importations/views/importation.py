"""A table that was deposited: how far its reading is, what importing it would do, what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commun.actions import refus_en_message
from commun.etats import EtatTravail
from commun.horloge import maintenant
from commun.pagination import paginer
from importations import services
from importations.filtres import FiltreLignes
from importations.models import Importation

from .acces import fil_de, importation_de


@require_safe
@never_cache
def importation(request: HttpRequest, pk: int) -> HttpResponse:
    """htmx asks for the progress alone; once it is over the whole page is asked again."""
    tableau, sorte, portee = importation_de(request, pk)
    contexte = {"importation": tableau, "sorte": sorte, "portee": portee}
    if request.htmx:
        reponse = render(request, "importations/_avancement.html", contexte)
        if not tableau.occupee:
            reponse["HX-Refresh"] = "true"
        return reponse
    filtre = FiltreLignes(request.GET or None, queryset=tableau.lignes.all())
    travail = tableau.travail
    contexte |= {
        "filtre": filtre,
        "page": paginer(request, filtre.qs.order_by("numero")),
        "echec": travail.erreur if travail and travail.etat == EtatTravail.ECHOUE else "",
        "reste_a_prevenir": _reste_a_prevenir(tableau),
        "fil": fil_de(sorte, portee, (tableau.nom_fichier, "")),
    }
    return render(request, "importations/importation.html", contexte)


def _reste_a_prevenir(tableau: Importation) -> int:
    if not tableau.importee_le or tableau.occupee:
        return 0
    return tableau.lignes.filter(produit__isnull=False).count()


@require_POST
def importer(request: HttpRequest, pk: int) -> HttpResponse:
    tableau, _, _ = importation_de(request, pk)
    with refus_en_message(request):
        services.importer(
            importation=tableau,
            vu=request.POST.get("vu", ""),
            prevenir="sans_prevenir" not in request.POST,
            acteur=request.user,
            maintenant=maintenant(),
        )
        messages.success(request, "L'importation est demandée : elle se fait en entier, ou pas du tout.")
    return redirect(tableau)


@require_POST
def reprendre_envoi(request: HttpRequest, pk: int) -> HttpResponse:
    tableau, _, _ = importation_de(request, pk)
    with refus_en_message(request):
        services.reprendre_envoi(importation=tableau, acteur=request.user, maintenant=maintenant())
        messages.success(request, "Les courriels partent.")
    return redirect(tableau)


@require_POST
def abandonner(request: HttpRequest, pk: int) -> HttpResponse:
    tableau, sorte, portee = importation_de(request, pk)
    with refus_en_message(request):
        services.abandonner(importation=tableau, maintenant=maintenant())
        messages.success(request, f"« {tableau.nom_fichier} » est effacé : rien n'en a été importé.")
        return redirect(reverse("importations:deposer", args=[sorte.code, portee.pk]))
    return redirect(tableau)
