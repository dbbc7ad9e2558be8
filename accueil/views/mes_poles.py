"""The pôles that a person may see, this year's and the former ones."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accueil.filtres import CampagneFiltre
from accueil.queries.campagnes import annees_administrees, avec_chiffres, avec_conduite, carte, conduite_de
from accueil.queries.personnes import role_dans
from commun.horloge import aujourdhui
from commun.pagination import paginer
from poles.droits import droits_de
from poles.models import Campagne, Fonction


@require_safe
def mes_poles(request: HttpRequest) -> HttpResponse:
    droits, jour = droits_de(request.user), aujourdhui()
    filtre = CampagneFiltre(request.GET or None, queryset=Campagne.objects.visibles_par(request.user))
    campagnes = avec_conduite(avec_chiffres(filtre.qs, request.user), jour)
    page = paginer(request, campagnes.order_by("-cycle__debut", "pole__nom", "pk"))
    lignes = [
        {
            "campagne": campagne,
            "role": role_dans(droits, campagne),
            "conduite": conduite_de(campagne),
            **carte(campagne, jour),
        }
        for campagne in page
    ]
    administre = droits.tous or droits.exerce(Fonction.ADMINISTRATEUR)
    contexte = {
        "filtre": filtre,
        "page": page,
        "lignes": lignes,
        "administre": administre,
        "conduit": droits.tous or droits.conduit_quelque_part,
        "annees": annees_administrees(droits) if administre else [],
        "fil": [("Mes pôles", "")],
    }
    return render(request, "accueil/mes_poles.html", contexte)
