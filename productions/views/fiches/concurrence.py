"""A double click on « Enregistrer » creates one fiche; the journal's rank says what the page had read."""

from __future__ import annotations

from uuid import uuid4

from django.core.cache import cache
from django.http import HttpRequest

from journal.queries import ecritures_de
from productions.models import FicheProjet

# In seconds: long enough for a slow connection, and for coming back with the browser's arrow.
MEMOIRE = 3600


def envoi_neuf(request: HttpRequest) -> str:
    """The page's own number, kept when it is shown again."""
    return request.POST.get("envoi") or uuid4().hex


def deja_envoyee(request: HttpRequest) -> int | None:
    """The fiche that this very page has created."""
    envoi = request.POST.get("envoi", "")
    return cache.get(_cle(request, envoi)) if envoi else None


def reserver_envoi(request: HttpRequest) -> bool:
    """False when this very page is being saved already, by a first click."""
    envoi = request.POST.get("envoi", "")
    return not envoi or cache.add(_cle(request, envoi), 0, MEMOIRE)


def finir_envoi(request: HttpRequest, fiche: FicheProjet | None) -> None:
    """Remember what the page has created; None gives it back, to be sent again once corrected."""
    if envoi := request.POST.get("envoi", ""):
        if fiche:
            cache.set(_cle(request, envoi), fiche.pk, MEMOIRE)
        else:
            cache.delete(_cle(request, envoi))


def _cle(request: HttpRequest, envoi: str) -> str:
    return f"fiche-envoyee:{request.user.pk}:{envoi[:64]}"


def rang_du_journal(fiche: FicheProjet) -> int:
    derniere = ecritures_de(fiche.chaine).first() if fiche.pk else None
    return derniere.rang if derniere else 0
