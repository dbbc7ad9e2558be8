"""Who is away, and where each one works: for whoever leads the pôle."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.horloge import aujourdhui
from commun.pagination import paginer
from poles.queries import membres
from poles.views.acces import campagne_de, fil_de


@require_safe
def presences(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "poles.gerer_presences", slug, cycle)
    contexte = {
        "campagne": campagne,
        "page": paginer(request, membres(campagne, aujourdhui(campagne.fuseau))),
        "fil": fil_de(campagne, "Indisponibilités et établissements"),
    }
    return render(request, "poles/presences.html", contexte)
