"""Opening a session without a password: the tile of the demonstration, the personal link of an invitation."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from comptes.models import Personne


def ouvrir_session(request: HttpRequest, personne: Personne) -> bool:
    """Whether the person is in; a closed account stays out, and so do the demonstration's outside demo mode."""
    if not personne.is_active or (personne.demo_libelle and not settings.DEMO):
        return False
    get_adapter(request).login(request, personne)
    return True
