"""The points d'étape and the visio de bilan of a pôle, as they were recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendrier.queries import echeances_de
from commun.acces import obtenir
from commun.horloge import aujourdhui
from commun.pagination import paginer
from poles.views.acces import campagne_de, fil_de
from suivi.obligations import A_CONSIGNER
from suivi.photo import lire
from suivi.queries.etapes import etapes_de, etapes_visibles


@require_safe
def etapes(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """What took place, then what the calendar still asks for."""
    campagne = campagne_de(request, "", slug, cycle)
    faites = etapes_de(campagne)
    tenues = set(faites.values_list("nature", "rang"))
    contexte = {
        "campagne": campagne,
        "jour": aujourdhui(campagne.fuseau),
        "page": paginer(request, faites.order_by("-jour", "-pk")),
        "restantes": [
            (echeance, reverse("suivi:consigner", args=[slug, cycle, echeance.nature, echeance.rang]))
            for echeance in echeances_de(campagne)
            if echeance.nature in A_CONSIGNER and (echeance.nature, echeance.rang) not in tenues
        ],
        "peut_consigner": request.user.has_perm("suivi.consigner_etape", campagne),
        "fil": fil_de(campagne, "Points d'étape"),
    }
    return render(request, "suivi/etapes.html", contexte)


@require_safe
def etape(request: HttpRequest, pk: int) -> HttpResponse:
    faite = obtenir(etapes_visibles(request.user), request.user, pk=pk)
    campagne = faite.campagne
    contexte = {
        "etape": faite,
        "campagne": campagne,
        "photo": lire(faite.photo),
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Points d'étape", reverse("suivi:etapes", args=[campagne.pole.slug, campagne.cycle.libelle])),
            (str(faite), ""),
        ],
    }
    return render(request, "suivi/etape.html", contexte)
