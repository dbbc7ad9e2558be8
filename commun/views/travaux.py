"""A background job, for the person who asked for it."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commun.actions import refus_en_message
from commun.etats import EtatTravail
from commun.fichiers import servir
from commun.horloge import maintenant
from commun.queries import travaux_de
from commun.retour import adresse_sure
from commun.services import travaux


@require_safe
@never_cache
def travail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the job stands; htmx asks for the progress alone, until it is finished."""
    le_travail = get_object_or_404(travaux_de(request.user.pk), pk=pk)
    contexte = {"travail": le_travail, "fil": [(le_travail.titre, "")], "retour": _d_ou_l_on_vient(request)}
    return render(request, "commun/travail_etat.html" if request.htmx else "commun/travail.html", contexte)


def _d_ou_l_on_vient(request: HttpRequest) -> str:
    """The page that the address names, else the one whose button asked for the job, when the browser says which."""
    if nommee := adresse_sure(request, request.GET.get("retour")):
        return nommee
    venue = urlsplit(request.headers.get("Referer", ""))
    ici = venue.netloc == request.get_host() and venue.path not in ("", request.path) and venue.path[:2] != "//"
    return f"{venue.path}?{venue.query}" if ici and venue.query else venue.path if ici else ""


@require_POST
def annuler(request: HttpRequest, pk: UUID) -> HttpResponse:
    le_travail = get_object_or_404(travaux_de(request.user.pk), pk=pk)
    with refus_en_message(request):
        travaux.annuler(le_travail, maintenant=maintenant())
        messages.success(request, f"« {le_travail.titre} » est annulé.")
    return redirect(le_travail)


@require_safe
def resultat(request: HttpRequest, pk: UUID) -> HttpResponse:
    le_travail = get_object_or_404(travaux_de(request.user.pk), pk=pk)
    if le_travail.etat != EtatTravail.REUSSI or not le_travail.resultat:
        raise Http404("Ce travail n'a pas encore de résultat.")
    return servir(le_travail.resultat, le_travail.nom_resultat, le_travail.type_resultat)
