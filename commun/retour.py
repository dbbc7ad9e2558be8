"""The way back to the page that one comes from, when it is one of ours."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from commun.liens import PREFIXE


def adresse_sure(request: HttpRequest, adresse: str | None) -> str:
    """`adresse` when it is one of our pages, else nothing. A personal link is a secret: it goes in no other address."""
    adresse = adresse or ""
    chez_nous = adresse.startswith("/") and url_has_allowed_host_and_scheme(adresse, {request.get_host()})
    return adresse if chez_nous and not adresse.startswith(f"/{PREFIXE}/") else ""
