"""The daily mail that gathers what calls for no answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from commun.courriels import adresse_absolue, composer
from commun.etats import EtatCourriel, GenreCourriel
from commun.models import Courriel
from commun.models.courriel import CourrielQuerySet
from commun.taches import lancer

# A mail stays under 200 words: past this, the home page tells the rest.
NOUVELLES_MONTREES = 10

Absents = Callable[[date], Collection[int]]
_absents: dict[str, Absents] = {}


def suspendre(nom: str, absents: Absents) -> None:
    """To call in `AppConfig.ready`: who must not get the daily mail on a given day. Their news waits, none is lost."""
    _absents[nom] = absents


def grouper_nouvelles(maintenant: datetime) -> int:
    """Write one mail a person for the news that wait; at most one a person and day. Returns how many."""
    jour = maintenant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    absents = {personne for fournisseur in _absents.values() for personne in fournisseur(jour)}
    en_attente = _en_attente().exclude(personne__in=absents)
    personnes = en_attente.order_by("personne").values_list("personne", flat=True).distinct()
    return sum(_grouper(personne, jour, maintenant) for personne in list(personnes))


def _en_attente() -> CourrielQuerySet:
    return Courriel.objects.filter(etat=EtatCourriel.EN_ATTENTE, genre=GenreCourriel.NOUVELLE, prochain_essai=None)


@transaction.atomic
def _grouper(personne: int, jour: date, maintenant: datetime) -> bool:
    nouvelles = list(_en_attente().filter(personne=personne).select_for_update(no_key=True).order_by("cree_le", "pk"))
    if not nouvelles:
        return False
    montrees = [{"sujet": n.sujet, "page": adresse_absolue(n.url)} for n in nouvelles[:NOUVELLES_MONTREES]]
    sujet, texte = composer("nouvelles", {"nouvelles": montrees, "reste": len(nouvelles) - len(montrees)})
    derniere = nouvelles[-1]
    groupe, nouveau = Courriel.objects.get_or_create(
        cle=f"nouvelles:{jour}:{personne}",
        defaults={
            "personne": personne,
            "adresse": derniere.adresse,
            "nom_destinataire": derniere.nom_destinataire,
            "gabarit": "nouvelles",
            "sujet": sujet,
            "texte": texte,
            "url": "/",
            "bouton": "Ouvrir mon accueil",
            "genre": GenreCourriel.NOUVELLE,
            "cree_le": maintenant,
            "prochain_essai": maintenant,
        },
    )
    if not nouveau:
        return False
    Courriel.objects.filter(pk__in=[n.pk for n in nouvelles]).update(etat=EtatCourriel.GROUPE, groupe_dans=groupe)
    lancer("commun.envoyer_courriel", groupe.pk)
    return True
