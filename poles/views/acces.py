"""A campaign, for whoever may act on it, and the breadcrumb of its pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from commun.acces import obtenir
from poles.models import Campagne

RESERVE = "au PREDAC ou à l'IAN du pôle, ou à l'administration académique"


def campagne_de(request: HttpRequest, permission: str, slug: str, cycle: str) -> Campagne:
    visibles = Campagne.objects.visibles_par(request.user).select_related("pole__academie", "cycle")
    return obtenir(visibles, request.user, permission, reserve_a=RESERVE, pole__slug=slug, cycle__libelle=cycle)


def fil_de(campagne: Campagne, page: str) -> list[tuple[str, str]]:
    return [("Mes pôles", reverse("accueil:mes_poles")), (str(campagne.pole), campagne.get_absolute_url()), (page, "")]
