"""Who was there; the sheet that they sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui, maintenant
from commun.services.travaux import demander
from suivi.forms import PresencesForm
from suivi.services import noter_presences
from suivi.views.acces import fil_de_la_reunion, reunion_de

GENRE, TACHE = "feuille de présence en PDF", "suivi.feuille_presence"


@require_http_methods(["GET", "POST"])
def presences(request: HttpRequest, pk: int) -> HttpResponse:
    """« Noter les présences »: the meeting was held."""
    reunion = reunion_de(request, pk, "suivi.conduire_reunion")
    form = PresencesForm(
        request.POST if request.method == "POST" else None, reunion=reunion, jour=aujourdhui(reunion.fuseau)
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            deja = reunion.tenue
            noter_presences(reunion=reunion, acteur=request.user, maintenant=maintenant(), **form.decision)
            messages.success(request, _dit(deja, reunion.de_bilan))
            return redirect(reunion)
    contexte = {
        "reunion": reunion,
        "form": form,
        "commencee": reunion.debut <= maintenant(),
        "fil": fil_de_la_reunion(reunion, "Présences"),
    }
    return render(request, "suivi/presences.html", contexte)


def _dit(deja: bool, bilan: bool) -> str:
    if deja:
        return "Les présences sont corrigées."
    visio = " La visio de bilan du pôle est consignée : l'inspection et la DRANE en reçoivent la nouvelle."
    return f"La réunion est notée comme tenue.{visio if bilan else ''} Il reste à rédiger le compte rendu."


@require_POST
def feuille(request: HttpRequest, pk: int) -> HttpResponse:
    """« Obtenir la feuille de présence (PDF) », to print and have signed."""
    reunion = reunion_de(request, pk, "suivi.conduire_reunion")
    with refus_en_message(request):
        if reunion.annulee:
            raise ActionImpossible("La réunion est annulée : il n'y a pas de feuille de présence.")
        travail = demander(
            genre=GENRE,
            titre=f"Feuille de présence, {reunion.campagne.pole.nom}, {reunion.quand:%d-%m-%Y}",
            demandeur=request.user.pk,
            parametres={"reunion": reunion.pk},
            tache=TACHE,
            maintenant=maintenant(),
        )
        return redirect(travail)
    return redirect(reunion)
