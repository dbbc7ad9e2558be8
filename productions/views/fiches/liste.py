"""The fiches of a campaign."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.pagination import paginer
from productions.forms.filtre_fiches import FiltreFiches
from productions.queries.fiches import fiches_de, producteurs_par_fiche

from .acces import campagne_de, fil_de


@require_safe
def fiches(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, slug, cycle)
    filtre = FiltreFiches(request.GET or None, queryset=fiches_de(campagne, request.user))
    page = paginer(request, filtre.qs)
    producteurs = producteurs_par_fiche(page)
    for fiche in page:
        fiche.producteurs = [personne.nom_complet for personne in producteurs[fiche.pk]]
    contexte = {
        "campagne": campagne,
        "filtre": filtre,
        "page": page,
        "peut_creer": request.user.has_perm("productions.creer_fiche", campagne),
        "peut_decider": request.user.has_perm("poles.modifier_campagne", campagne),
        "fil": [*fil_de(campagne)[:-1], ("Fiches-projet", "")],
    }
    return render(request, "productions/fiches.html", contexte)
