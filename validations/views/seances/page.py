"""The page of a séance: its resources as an agenda, and the table to re-read before signing."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.horloge import aujourdhui
from comptes.models import Personne
from validations.models import Presence, Seance
from validations.ordre_du_jour import OrdreDuJour, a_demander, invitables

from .acces import fil_de_la_seance, seance_de


@require_safe
def seance(request: HttpRequest, pk: int) -> HttpResponse:
    la_seance = seance_de(request, pk)
    ordre = OrdreDuJour(la_seance, request.user, aujourdhui(la_seance.campagne.fuseau))
    conduit = request.user.has_perm("validations.conduire_seance", la_seance)
    contexte = {
        "seance": la_seance,
        "ordre": ordre,
        "conduit": conduit,
        "presences": Presence.choices,
        "arrivants": _arrivants(la_seance, ordre.jour) if conduit and la_seance.ouverte else [],
        "pretes": _pretes(la_seance) if conduit else [],
        "fil": fil_de_la_seance(la_seance),
    }
    return render(request, "validations/seance.html", contexte)


def _arrivants(la_seance: Seance, jour: date) -> list[Personne]:
    """Who may come in without having been invited."""
    return list(invitables(la_seance.campagne, jour).exclude(pk__in=la_seance.presences.values("personne")))


def _pretes(la_seance: Seance) -> list:
    return list(a_demander(la_seance.campagne)) if la_seance.a_venir or la_seance.ouverte else []
