"""Which meeting, which decision: fetched and authorised, with the breadcrumb that leads there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from commun.acces import obtenir
from commun.templatetags.dates import quantieme
from poles.models import Campagne
from poles.views.acces import RESERVE
from suivi.models import Decision, Reunion
from suivi.queries.reunions import CADRE, reunions_visibles

RESERVE_ORGANISATION = "au PREDAC ou à l'IAN du pôle qui organise la réunion, ou à l'administration académique"
RESERVE_DECISION = "à la personne qui s'en charge, au PREDAC ou à l'IAN du pôle"

__all__ = ["RESERVE", "adresse_des_reunions", "decision_de", "fil_de_la_reunion", "reunion_de"]


def reunion_de(request: HttpRequest, pk: int, permission: str = "") -> Reunion:
    reserve = "aux personnes invitées" if permission == "suivi.repondre" else RESERVE_ORGANISATION
    return obtenir(reunions_visibles(request.user), request.user, permission, reserve_a=reserve, pk=pk)


def decision_de(request: HttpRequest, pk: int, permission: str) -> Decision:
    visibles = Decision.objects.filter(reunion__in=reunions_visibles(request.user).values("pk")).select_related(
        "responsable", "faite_par", *(f"reunion__{parent}" for parent in CADRE)
    )
    reserve = RESERVE_DECISION if permission == "suivi.faire_decision" else RESERVE_ORGANISATION
    return obtenir(visibles, request.user, permission, reserve_a=reserve, pk=pk)


def adresse_des_reunions(campagne: Campagne) -> str:
    return reverse("suivi:reunions", args=[campagne.pole.slug, campagne.cycle.libelle])


def fil_de_la_reunion(reunion: Reunion, *suite: str, depuis: Campagne | None = None) -> list[tuple[str, str]]:
    """`depuis`: the pôle that it leads through, when it is not the one that organises."""
    campagne, jour = depuis or reunion.campagne, reunion.quand.date()
    return [
        ("Mes pôles", reverse("accueil:mes_poles")),
        (str(campagne), campagne.get_absolute_url()),
        ("Réunions", adresse_des_reunions(campagne)),
        (f"{reunion}, {quantieme(jour)} {jour.year}", reunion.get_absolute_url() if suite else ""),
        *((libelle, "") for libelle in suite),
    ]
