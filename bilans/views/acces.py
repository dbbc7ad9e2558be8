"""Which review, which document: fetched and authorised, with the breadcrumb that leads there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from bilans.models import Bilan, Generation
from bilans.queries import bilans_visibles
from commun.acces import obtenir
from poles.droits import droits_de
from poles.models import Academie, Campagne

RESERVE = "au PREDAC ou à l'IAN du pôle, ou à l'administration académique"


def bilan_de(request: HttpRequest, pk: int, permission: str = "") -> Bilan:
    return obtenir(bilans_visibles(request.user), request.user, permission, reserve_a=RESERVE, pk=pk)


def generation_de(request: HttpRequest, pk: int) -> Generation:
    """404 for a draft that one may not read: nobody else knows that there is one."""
    visibles = Generation.objects.filter(bilan__in=bilans_visibles(request.user).values("pk"))
    parents = ("bilan__campagne__pole__academie", "bilan__campagne__cycle", "bilan__academie", "demandee_par")
    generation = get_object_or_404(visibles.select_related(*parents), pk=pk)
    if not generation.scellee and not request.user.has_perm("bilans.rediger", generation.bilan):
        raise Http404
    return generation


def academie_de(request: HttpRequest, code: str, annee: str) -> Academie:
    """One that a mandate of the person's names, with a campaign of that year."""
    droits = droits_de(request.user)
    academies = Academie.objects.all()
    if not droits.tous:
        academies = academies.filter(pk__in={m.academie_id for m in droits.mandats if m.academie_id})
    academie = obtenir(academies, request.user, code=code)
    if "\0" in annee or not Campagne.objects.filter(pole__academie=academie, cycle__libelle=annee).exists():
        raise Http404
    return academie


def fil_du_bilan(bilan: Bilan, *suite: str) -> list[tuple[str, str]]:
    fil = [("Mes pôles", reverse("accueil:mes_poles"))]
    if bilan.campagne:
        fil.append((str(bilan.campagne), bilan.campagne.get_absolute_url()))
        libelle = "Bilan"
    else:
        libelle = f"Bilan {bilan.annee}, {bilan.sujet}"
    return [*fil, (libelle, bilan.get_absolute_url() if suite else ""), *((mots, "") for mots in suite)]
