"""Which resource: fetched and authorised, with the breadcrumb that leads there."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from commun.acces import obtenir
from poles.models import Campagne
from productions.models import Ressource

RESERVE_PRODUCTEURS = "aux producteurs de la ressource"
RESERVE_COORDINATION = "au PREDAC ou à l'IAN du pôle"

PARENTS = ("fiche", "campagne_suivi__pole__academie", "campagne_suivi__cycle")


def ressource_de(request: HttpRequest, pk: int, permission: str, reserve_a: str = RESERVE_PRODUCTEURS) -> Ressource:
    visibles = Ressource.objects.visibles_par(request.user).select_related(*PARENTS)
    return obtenir(visibles, request.user, permission, reserve_a=reserve_a, pk=pk)


def fil_de(ressource: Ressource, *suite: str) -> list[tuple[str, str]]:
    """« Mes pôles › Pôle d'économie-gestion › Ressources › Les documents commerciaux › … »."""
    campagne = ressource.campagne_suivi
    return [
        ("Mes pôles", reverse("accueil:mes_poles")),
        (str(campagne), campagne.get_absolute_url()),
        ("Ressources", adresse_des_ressources(campagne)),
        (ressource.titre, ressource.get_absolute_url()),
        *((libelle, "") for libelle in suite),
    ]


def dernier_jour_de(ressource: Ressource) -> date:
    """The last day that a relecture may be awaited for: a late one runs to the end of the cycle's last civil year."""
    return ressource.campagne_suivi.cycle.fin.replace(month=12, day=31)


def adresse_des_ressources(campagne: Campagne) -> str:
    return reverse("productions:ressources", args=[campagne.pole.slug, campagne.cycle.libelle])
