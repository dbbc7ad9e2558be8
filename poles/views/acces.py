"""A campaign or a mandate of its team, for whoever may act on it, and the breadcrumb of its pages."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from commun.acces import obtenir
from commun.horloge import aujourdhui
from poles.models import Campagne, Mandat

RESERVE = "au PREDAC ou à l'IAN du pôle, ou à l'administration académique"


RESERVE_ADMINISTRATION = "à l'administration académique"


def campagne_de(request: HttpRequest, permission: str, slug: str, cycle: str, reserve_a: str = RESERVE) -> Campagne:
    visibles = Campagne.objects.visibles_par(request.user).select_related("pole__academie", "cycle")
    return obtenir(visibles, request.user, permission, reserve_a=reserve_a, pole__slug=slug, cycle__libelle=cycle)


def mandat_de(
    request: HttpRequest, permission: str, slug: str, cycle: str, pk: int, reserve_a: str = RESERVE
) -> tuple[Campagne, Mandat]:
    """A mandate that covers the campaign: 404 for who does not see the pôle, 403 for who may not act on it."""
    campagne = campagne_de(request, "", slug, cycle)
    mandat = mandat_de_la_campagne(campagne, pk)
    if not request.user.has_perm(permission, mandat):
        raise PermissionDenied(f"Cette action revient {reserve_a}.")
    return campagne, mandat


def mandat_de_la_campagne(campagne: Campagne, pk: int) -> Mandat:
    parents = ("personne", "campagne__pole__academie", "campagne__cycle", "pole__academie", "academie")
    mandat = Mandat.objects.select_related(*parents).filter(pk=pk).first()
    if mandat is None or not mandat.couvre(campagne):
        raise Http404("Ce mandat ne porte pas sur ce pôle.")
    return mandat


def membre_de(request: HttpRequest, permission: str, slug: str, cycle: str, mandat: int) -> tuple[Campagne, Mandat]:
    """Somebody of the campaign's own team, in the service today, for whoever may look after the team."""
    campagne = campagne_de(request, permission, slug, cycle)
    membres = campagne.mandats.actifs(aujourdhui()).select_related("personne", "campagne__pole", "campagne__cycle")
    return campagne, get_object_or_404(membres, pk=mandat)


def fil_de(campagne: Campagne, page: str) -> list[tuple[str, str]]:
    return [("Mes pôles", reverse("accueil:mes_poles")), (str(campagne.pole), campagne.get_absolute_url()), (page, "")]
