"""The meetings: those of a pôle, or those to which I am invited."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commun.horloge import aujourdhui
from commun.pagination import paginer
from poles.views.acces import campagne_de, fil_de
from suivi.etats import FINANCEES_PAR_AN
from suivi.filtres import ReunionFiltre
from suivi.models import Participation
from suivi.queries.reunions import avec_comptes, financees, reunions_visibles


@require_safe
def reunions(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "", slug, cycle)
    filtre = ReunionFiltre(request.GET or None, queryset=reunions_visibles(request.user).filter(campagnes=campagne))
    jour = aujourdhui(campagne.fuseau)
    peut_prevoir = request.user.has_perm("suivi.prevoir_reunion", campagne)
    contexte = {
        "campagne": campagne,
        "peut_prevoir": peut_prevoir,
        "peut_voir_seances": request.user.has_perm("validations.voir_seances", campagne),
        "financees": financees(campagne, jour) if peut_prevoir else 0,
        "financees_max": FINANCEES_PAR_AN,
        "nouvelle": reverse("suivi:nouvelle_reunion", args=[slug, cycle]),
        "seances": reverse("validations:seances", args=[slug, cycle]),
        "fil": fil_de(campagne, "Réunions"),
        **_page(request, filtre),
    }
    return render(request, "suivi/reunions.html", contexte)


@require_safe
def mes_reunions(request: HttpRequest) -> HttpResponse:
    """Those to which I am invited, in all my pôles."""
    invite = Participation.objects.filter(personne=request.user).values("reunion")
    filtre = ReunionFiltre(request.GET or None, queryset=reunions_visibles(request.user).filter(pk__in=invite))
    contexte = {"campagne": None, "fil": [("Mes réunions", "")], **_page(request, filtre)}
    return render(request, "suivi/reunions.html", contexte)


def _page(request: HttpRequest, filtre: ReunionFiltre) -> dict[str, Any]:
    """The rows of the page, each with what this person answered; the filter is in the address."""
    page = paginer(request, avec_comptes(filtre.qs))
    miennes = dict(
        Participation.objects.filter(personne=request.user, reunion__in=[r.pk for r in page]).values_list(
            "reunion", "reponse"
        )
    )
    for reunion in page:
        reunion.ma_reponse = miennes.get(reunion.pk, "")
    return {"filtre": filtre, "page": page, "filtree": bool(request.GET)}
