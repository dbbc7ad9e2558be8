"""« Ouvrir le bilan »: of a pôle, of an académie. Once it is open, the same addresses lead to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bilans import services
from bilans.models import Bilan
from bilans.queries import bilan_d_academie, bilan_de_pole
from bilans.views.acces import RESERVE, academie_de
from commun.horloge import maintenant
from poles.models import Academie, Campagne
from poles.views.acces import RESERVE_ADMINISTRATION, campagne_de


@require_http_methods(["GET", "POST"])
def ouvrir(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "", slug, cycle)
    fil = [("Mes pôles", reverse("accueil:mes_poles")), (str(campagne), campagne.get_absolute_url()), ("Bilan", "")]
    peut = request.user.has_perm("bilans.ouvrir_bilan", campagne)
    return _ouvrir(request, campagne, campagne.cycle.libelle, bilan_de_pole(campagne), peut, RESERVE, fil)


@require_http_methods(["GET", "POST"])
def ouvrir_academie(request: HttpRequest, code: str, annee: str) -> HttpResponse:
    academie = academie_de(request, code, annee)
    fil = [("Mes pôles", reverse("accueil:mes_poles")), (f"Bilan {annee}, {academie.nom_entier}", "")]
    peut = request.user.has_perm("bilans.ouvrir_bilan_academie", academie)
    return _ouvrir(request, academie, annee, bilan_d_academie(academie, annee), peut, RESERVE_ADMINISTRATION, fil)


def _ouvrir(
    request: HttpRequest,
    portee: Campagne | Academie,
    annee: str,
    existant: Bilan | None,
    peut: bool,
    reserve: str,
    fil: list[tuple[str, str]],
) -> HttpResponse:
    if request.method == "POST":
        if not peut:
            raise PermissionDenied(f"Cette action revient {reserve}.")
        existant = services.ouvrir_bilan(portee=portee, annee=annee, acteur=request.user, maintenant=maintenant())
        messages.success(request, "Le bilan est ouvert. Personne d'autre n'est prévenu : il reste un brouillon.")
    if existant:
        return redirect(existant)
    sujet = portee.nom_entier if isinstance(portee, Academie) else str(portee.pole)
    contexte = {
        "sujet": sujet,
        "d_un_pole": isinstance(portee, Campagne),
        "annee": annee,
        "peut": peut,
        "reserve": reserve,
        "fil": fil,
    }
    return render(request, "bilans/ouvrir.html", contexte)
