"""The fiches of a campaign."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.listes import Liste
from poles.views.acces import campagne_de
from productions.colonnes import DU_POLE, FICHES
from productions.forms.filtre_fiches import FiltreFiches
from productions.models import FicheProjet
from productions.queries.fiches import producteurs_par_fiche
from productions.queries.listes import habiller_fiches

from .acces import fil_de


@require_safe
def fiches(request: HttpRequest, slug: str, cycle: str) -> HttpResponseBase:
    campagne = campagne_de(request, "", slug, cycle)
    visibles = FicheProjet.objects.visibles_par(request.user).filter(campagne=campagne)
    filtre = FiltreFiches(request.GET or None, queryset=visibles)
    liste = Liste(request, filtre, DU_POLE[FICHES], "titre", habiller_fiches)
    if liste.a_exporter:
        return liste.exporter(f"fiches-{slug}")
    page = liste.page
    producteurs = producteurs_par_fiche(page)
    for fiche in page:
        fiche.producteurs = [personne.nom_complet for personne in producteurs[fiche.pk]]
    contexte = {
        "campagne": campagne,
        "filtre": filtre,
        "liste": liste,
        "page": page,
        "peut_creer": not campagne.close and request.user.has_perm("productions.creer_fiche", campagne),
        "peut_decider": request.user.has_perm("poles.modifier_campagne", campagne),
        "fil": [*fil_de(campagne)[:-1], ("Fiches-projet", "")],
    }
    return render(request, "productions/fiches.html", contexte)
