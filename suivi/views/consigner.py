"""Recording a point d'étape or the visio de bilan."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from calendrier.models import Echeance
from calendrier.queries import echeances_de
from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from poles.models import Campagne, Fonction
from poles.queries import personnes_exercant
from poles.views.acces import campagne_de, fil_de
from suivi import services
from suivi.forms import EtapeForm
from suivi.obligations import A_CONSIGNER
from suivi.photo import lire, photographier
from suivi.queries import etapes_de


@require_http_methods(["GET", "POST"])
def consigner(request: HttpRequest, slug: str, cycle: str, nature: str, rang: int) -> HttpResponse:
    """The page of one moment of one campaign; 404 for a moment that its calendar does not hold."""
    campagne = campagne_de(request, "suivi.consigner_etape", slug, cycle)
    echeance = _echeance(campagne, nature, rang)
    jour = aujourdhui(campagne.fuseau)
    if request.method == "GET" and (faite := etapes_de(campagne).filter(nature=nature, rang=rang).first()):
        messages.info(request, f"{faite} : c'est déjà consigné, par {faite.consignee_par.nom_complet}.")
        return redirect(faite)
    form = EtapeForm(
        request.POST if request.method == "POST" else None, premier_jour=campagne.cycle.debut, aujourdhui=jour
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            etape = services.consigner_etape(
                campagne=campagne,
                nature=nature,
                rang=rang,
                jour=form.cleaned_data["jour"],
                notes=form.cleaned_data["notes"],
                acteur=request.user,
                maintenant=maintenant(),
            )
            messages.success(request, f"{etape} : c'est consigné. L'inspection et la DRANE en reçoivent la nouvelle.")
            return redirect(campagne)
    contexte = {
        "campagne": campagne,
        "echeance": echeance,
        "form": form,
        "photo": lire(photographier(campagne, jour)),
        "prevenus": personnes_exercant(campagne, jour, Fonction.INSPECTEUR, Fonction.DRANE).exclude(pk=request.user.pk),
        "fil": fil_de(campagne, echeance.libelle),
    }
    return render(request, "suivi/consigner.html", contexte)


def _echeance(campagne: Campagne, nature: str, rang: int) -> Echeance:
    for echeance in echeances_de(campagne):
        if (echeance.nature, echeance.rang) == (nature, rang) and nature in A_CONSIGNER:
            return echeance
    raise Http404("Cette étape n'est pas au calendrier de ce pôle.")
