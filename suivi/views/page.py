"""The page of a meeting: everything that is known of it, and what this person may do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendrier import ics
from commun.horloge import aujourdhui, maintenant
from poles.droits import droits_de
from poles.models import Campagne
from suivi.evenements import evenement
from suivi.models import Decision, Participation, Reunion
from suivi.queries.etapes import etapes_visibles, points_restants
from suivi.queries.reunions import productions_du_jour
from suivi.services.reponses import refus_de_repondre
from suivi.views.acces import fil_de_la_reunion, reunion_de


@require_safe
def reunion(request: HttpRequest, pk: int) -> HttpResponse:
    la_reunion = reunion_de(request, pk)
    participations = list(la_reunion.participations.select_related("personne"))
    conduit = request.user.has_perm("suivi.conduire_reunion", la_reunion)
    instant, jour = maintenant(), aujourdhui(la_reunion.fuseau)
    mienne = next((p for p in participations if p.personne_id == request.user.pk), None)
    campagnes = list(la_reunion.campagnes.select_related("pole__academie", "cycle").order_by("pole__nom", "pk"))
    contexte = {
        "reunion": la_reunion,
        "campagnes": campagnes,
        "participations": participations,
        "mienne": mienne,
        "peut_repondre": mienne is not None and not _refus(la_reunion, mienne, instant),
        "conduit": conduit,
        "commencee": la_reunion.debut <= instant,
        "jour": jour,
        "decisions": _decisions(la_reunion, request, conduit),
        # Those of another pôle are for its team.
        "etapes": list(etapes_visibles(request.user).filter(reunion=la_reunion)),
        "a_compter": _a_compter(request, la_reunion, campagnes),
        "productions": _productions(request, la_reunion, jour),
        "fil": fil_de_la_reunion(la_reunion, depuis=_mon_pole(request, la_reunion, campagnes)),
    }
    return render(request, "suivi/reunion.html", contexte)


def _mon_pole(request: HttpRequest, la_reunion: Reunion, campagnes: list[Campagne]) -> Campagne:
    """The pôle to which the breadcrumb leads back: the one that organises, else one that this person may open."""
    droits = droits_de(request.user)
    ouvertes = [c for c in campagnes if droits.tous or droits.a(c)]
    return la_reunion.campagne if la_reunion.campagne in ouvertes or not ouvertes else ouvertes[0]


def _refus(la_reunion: Reunion, mienne: Participation, instant: Any) -> str:
    mienne.reunion = la_reunion
    return refus_de_repondre(mienne, instant)


def _decisions(la_reunion: Reunion, request: HttpRequest, conduit: bool) -> list[tuple[Decision, bool, bool]]:
    """Each with: may I say that it is done, may I correct it."""
    lignes = la_reunion.decisions.select_related("responsable", "faite_par")
    return [
        (d, not d.faite_le and (conduit or d.responsable_id == request.user.pk), conduit and not d.faite_le)
        for d in lignes
    ]


def _a_compter(request: HttpRequest, la_reunion: Reunion, campagnes: list[Campagne]) -> list[tuple[Campagne, Any]]:
    """The pôles for which its minutes may still count as a point d'étape, and which one."""
    if not la_reunion.compte_rendu or la_reunion.de_bilan:
        return []
    deja = set(la_reunion.etapes.values_list("campagne", flat=True))
    restants = [
        (campagne, points_restants(campagne))
        for campagne in campagnes
        if campagne.pk not in deja and request.user.has_perm("suivi.consigner_etape", campagne)
    ]
    return [(campagne, points[0]) for campagne, points in restants if points]


def _productions(request: HttpRequest, la_reunion: Reunion, jour: Any) -> list[Any]:
    if not (la_reunion.de_relecture and la_reunion.prevue):
        return []
    return productions_du_jour(la_reunion, request.user, jour)


@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The .ics of one meeting, to put in a calendar by hand."""
    la_reunion = reunion_de(request, pk)
    reponse = HttpResponse(ics.agenda([evenement(la_reunion)]), content_type=f"{ics.TYPE}; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="reunion-{la_reunion.pk}.ics"'
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cache-Control"] = "private, no-store"
    return reponse
