"""What every page knows of the help: where its own stands, and the hint for whoever sees it for the first time."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from aide.conseils import Conseil, a_montrer
from aide.ecrans import page_de
from aide.guide import pages
from aide.retour import suite
from commun.retour import adresse_sure


def aide(request: HttpRequest) -> dict[str, object]:
    """Lazy: an answer that is no page asks nothing."""
    return {
        "aide_ici": SimpleLazyObject(lambda: _lien(request)),
        "conseil": SimpleLazyObject(lambda: _conseil(request)),
    }


def _lien(request: HttpRequest) -> dict[str, str]:
    """The address of the help on this page, and what it is called."""
    adresse = request.resolver_match
    slug, _, ancre = (page_de(adresse.view_name) if adresse else "").partition("#")
    dans_l_aide = adresse is not None and adresse.app_name == "aide" and adresse.url_name in {"aide", "page"}
    retour = "" if dans_l_aide or request.method != "GET" else adresse_sure(request, request.get_full_path())
    url = reverse("aide:page", args=[slug]) if slug else reverse("aide:aide")
    return {
        "url": url + suite(retour) + (f"#{ancre}" if ancre else ""),
        "titre": pages()[slug].titre if slug else "",
    }


def _conseil(request: HttpRequest) -> Conseil | None:
    personne = getattr(request, "user", None)
    adresse = request.resolver_match
    if adresse is None or request.method != "GET" or personne is None or not personne.is_authenticated:
        return None
    return a_montrer(adresse.view_name, personne.conseils_masques)
