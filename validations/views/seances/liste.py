"""The séances: those of a pôle, or all of mine."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commun.pagination import paginer
from poles.droits import droits_de
from poles.models import Fonction
from poles.views.acces import campagne_de
from validations.circuit import SIGNATAIRES
from validations.models import PresenceSeance, Seance
from validations.ordre_du_jour import seances_visibles

from .acces import RESERVE_SEANCE

_CONDUITE = (Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)


@require_safe
def seances_du_pole(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "validations.voir_seances", slug, cycle, RESERVE_SEANCE)
    contexte = {
        "campagne": campagne,
        "page": paginer(request, _pour_liste(request).filter(campagne=campagne)),
        "peut_preparer": request.user.has_perm("validations.preparer_seance", campagne),
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Séances de validation", ""),
        ],
    }
    return render(request, "validations/seances.html", contexte)


@require_safe
def mes_seances(request: HttpRequest) -> HttpResponse:
    """Of all the pôles where I sign or lead."""
    droits = droits_de(request.user)
    if not (droits.tous or droits.exerce(*SIGNATAIRES.values(), *_CONDUITE)):
        raise PermissionDenied(f"Les séances de validation reviennent {RESERVE_SEANCE}.")
    miennes = _pour_liste(request)
    if not droits.tous:
        miennes = miennes.filter(droits.q("campagne__", *SIGNATAIRES.values(), *_CONDUITE))
    contexte = {
        "campagne": None,
        "page": paginer(request, miennes),
        "peut_preparer": False,
        "fil": [("Séances de validation", "")],
    }
    return render(request, "validations/seances.html", contexte)


def _pour_liste(request: HttpRequest) -> QuerySet[Seance]:
    invitee = PresenceSeance.objects.filter(seance=OuterRef("pk"), personne=request.user)
    return (
        seances_visibles(request.user)
        .annotate(nombre=Count("points"), invite=Exists(invitee))
        .order_by("-prevue_le", "-pk")
    )
