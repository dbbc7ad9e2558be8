"""The main menu: where a person may go, from the rights of the day, which every page loads once."""

from __future__ import annotations

import rules
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from commun.administration.perimetre import ENTRER
from poles.droits import droits_de
from poles.models import Fonction
from poles.permissions import administre_une_academie
from poles.vues import barre

# The pages of a pôle and of what it produces belong to « Mes pôles ».
_DES_POLES = {"poles", "productions", "suivi"}
# Those across all of one's campaigns, in the order of the work.
LISTES = {
    "productions:mes_fiches": "Fiches-projet",
    "productions:mes_ressources": "Ressources",
    "productions:mes_versions": "Versions",
    "productions:mes_remarques": "Remarques",
    "validations:mes_visas": "Visas",
}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Lazy: an error page, or one without a menu, asks nothing of the database."""
    return {
        "navigation": SimpleLazyObject(lambda: _entrees(request)),
        "listes": SimpleLazyObject(lambda: _listes(request)),
        "vues": SimpleLazyObject(lambda: barre(_nom_de_page(request), request.GET, request.user)),
    }


def _entrees(request: HttpRequest) -> list[dict[str, object]]:
    personne = getattr(request, "user", None)
    if personne is None or not personne.is_authenticated:
        return []
    ici = _rubrique(request)
    entrees = [("À faire", reverse("accueil:accueil"), "accueil"), ("Mes pôles", reverse("accueil:mes_poles"), "poles")]
    if administre_une_academie(personne):
        entrees.append(("Académie", reverse("accueil:academies"), "academie"))
    entrees.append(("Calendrier", reverse("calendrier:annee"), "calendrier"))
    entrees.append(("Listes", reverse("productions:mes_ressources"), "listes"))
    if droits_de(personne).exerce(Fonction.INSPECTEUR, Fonction.DRANE):
        entrees.append(("Mes validations", reverse("validations:tableau"), "validations"))
    # The rule alone: Django's own permissions would cost two queries a page, for everybody who may not enter.
    if personne.is_staff or rules.has_perm(ENTRER, personne):
        entrees.append(("Administration", reverse("admin:index"), "admin"))
    return [{"libelle": libelle, "url": url, "actif": rubrique == ici} for libelle, url, rubrique in entrees]


def _listes(request: HttpRequest) -> list[dict[str, object]]:
    ici = _nom_de_page(request)
    return [{"libelle": libelle, "url": reverse(nom), "actif": nom == ici} for nom, libelle in LISTES.items()]


def _nom_de_page(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _rubrique(request: HttpRequest) -> str:
    """Which entry of the menu the page belongs to."""
    adresse = request.resolver_match
    if adresse is None:
        return ""
    if adresse.view_name in LISTES or adresse.route.startswith("vues/"):
        return "listes"
    if adresse.view_name in ("accueil:academies", "accueil:academie"):
        return "academie"
    if adresse.view_name == "calendrier:relancer":
        return "poles"
    if adresse.app_name == "accueil":
        return "accueil" if adresse.url_name == "accueil" else "poles"
    # A pôle's dates, reminders and feed are on the pôle's pages, whichever room they come from.
    return "poles" if adresse.app_name in _DES_POLES or "slug" in adresse.kwargs else adresse.app_name
