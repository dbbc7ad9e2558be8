"""What the year of a pôle is about: its theme, its missions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans, statut
from commun.horloge import maintenant
from journal.peremption import abreger, garder
from poles import services
from poles.forms import CampagneForm
from poles.models import Campagne
from poles.services.campagnes import verrouiller_campagne
from poles.views.acces import campagne_de, fil_de


@require_http_methods(["GET", "POST"])
def modifier_campagne(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "poles.modifier_campagne", slug, cycle)
    garde = garder(campagne, verrouiller_campagne, _campagne_vue, ("campagne.modifier",))
    form = CampagneForm(request.POST if request.method == "POST" else None, initial=CampagneForm.valeurs(campagne))
    if request.method == "POST" and form.is_valid():
        missions = form.cleaned_data["missions"]
        with erreurs_dans(form), garde.tenue(request):
            services.modifier_campagne(
                campagne=campagne,
                theme=form.cleaned_data["theme"],
                mission_production="production" in missions,
                mission_animation="animation" in missions,
                acteur=request.user,
                maintenant=maintenant(),
            )
            messages.success(request, "Le thème et les missions de l'année sont enregistrés.")
            return redirect(campagne)
    contexte = {"campagne": campagne, "form": form, "vu": garde.vu, "fil": fil_de(campagne, "Thème et missions")}
    return render(request, "poles/modifier_campagne.html", contexte, status=statut(form))


def _campagne_vue(campagne: Campagne) -> str:
    return abreger(campagne.theme, campagne.mission_production, campagne.mission_animation)
