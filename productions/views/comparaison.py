"""« Comparer » two versions of a resource: which two stands in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from productions.forms.comparaison import ComparaisonForm
from productions.queries.comparaison import (
    comparaison_de,
    encore_ouvertes,
    livrets_compares,
    producteurs_changes,
    versions_a_comparer,
)

from .acces import fil_de, ressource_de


@require_safe
def comparer(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "")
    versions = versions_a_comparer(ressource)
    contexte = {"ressource": ressource, "versions": versions, "fil": fil_de(ressource, "Comparer deux versions")}
    if len(versions) > 1:
        # Without a choice, or with a half of one: the newest and the one before.
        derniers = {"avant": versions[1].numero, "apres": versions[0].numero}
        choix = {nom: request.GET.get(nom, numero) for nom, numero in derniers.items()}
        contexte["form"] = form = ComparaisonForm(choix, versions=versions)
        if form.is_valid():
            avant, apres = form.choisies
            comparaison = comparaison_de(avant, apres, versions, request.user)
            contexte |= {"comparaison": comparaison, "livrets": livrets_compares(comparaison)}
            contexte["suivi"] = bool(request.htmx)
            if request.htmx:
                return render(request, "productions/comparaison/_livrets.html", contexte)
            contexte["ouvertes"] = encore_ouvertes(apres, request.user)
            contexte["producteurs"] = producteurs_changes(ressource, avant, apres)
    return render(request, "productions/comparaison.html", contexte)
