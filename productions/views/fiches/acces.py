"""Which fiche: fetched and authorised, with the breadcrumb that leads there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from commun.acces import obtenir
from poles.models import Campagne
from productions.models import FicheProjet
from productions.queries.fiches import fiches_entieres

RESERVE_EQUIPE = "aux enseignants du pôle, à son PREDAC ou à son IAN"
RESERVE_AUTEURS = "à la personne qui a rédigé la fiche, à ses producteurs, au PREDAC ou à l'IAN du pôle"
RESERVE_COORDINATION = "au PREDAC ou à l'IAN du pôle"


def fiche_de(
    request: HttpRequest,
    pk: int,
    permission: str = "",
    reserve_a: str = RESERVE_COORDINATION,
    parmi: QuerySet[FicheProjet] | None = None,
) -> FicheProjet:
    visibles = fiches_entieres(request.user) if parmi is None else parmi
    return obtenir(visibles, request.user, permission, reserve_a=reserve_a, pk=pk)


def fil_de(campagne: Campagne, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    """« Mes pôles › Pôle d'économie-gestion › Fiches-projet › … »."""
    return [
        ("Mes pôles", reverse("accueil:mes_poles")),
        (str(campagne), campagne.get_absolute_url()),
        ("Fiches-projet", adresse_des_fiches(campagne)),
        *suite,
    ]


def adresse_des_fiches(campagne: Campagne) -> str:
    return reverse("productions:fiches", args=[campagne.pole.slug, campagne.cycle.libelle])
