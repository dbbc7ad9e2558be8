"""Fiches on paper: a page to print, and PDF documents made in the background."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commun.actions import refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.services.travaux import demander
from poles.views.acces import campagne_de
from productions.queries.fiches import fiches_a_imprimer
from productions.services.impression import feuilles

from .acces import adresse_des_fiches, fiche_de

GENRE = "fiches-projet en PDF"
TACHE = "productions.pdf_fiches"


@require_safe
def imprimer_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    fiche = fiche_de(request, pk)
    contexte = {"fiche": fiche, "feuille": feuilles([fiche])[0], "campagne": fiche.campagne}
    return render(request, "productions/fiche_imprimer.html", contexte)


@require_POST
def pdf_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    fiche = fiche_de(request, pk)
    travail = demander(
        genre=GENRE,
        titre=f"Fiche-projet {fiche.titre}",
        demandeur=request.user.pk,
        parametres={"fiche": fiche.pk},
        tache=TACHE,
        maintenant=maintenant(),
    )
    return redirect(travail)


@require_POST
def pdf_fiches(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """All the fiches of the campaign that the person may read, drafts and abandoned ones left out."""
    campagne = campagne_de(request, "", slug, cycle)
    with refus_en_message(request):
        if not fiches_a_imprimer(campagne, request.user).exists():
            raise ActionImpossible(
                "Il n'y a pas encore de fiche à réunir : les brouillons et les fiches abandonnées n'y figurent pas."
            )
        travail = demander(
            genre=GENRE,
            titre=f"Fiches-projet {campagne.pole.nom} {campagne.cycle.libelle}",
            demandeur=request.user.pk,
            parametres={"campagne": campagne.pk},
            tache=TACHE,
            maintenant=maintenant(),
        )
        return redirect(travail)
    return redirect(adresse_des_fiches(campagne))
