"""The daily mail that gathers what calls for no answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from commun.courriels import Compose, adresse_absolue, composer
from commun.etats import EtatCourriel, GenreCourriel
from commun.lieux import Lieu, academies_de, lieu_commun
from commun.models import Courriel
from commun.models.courriel import CourrielQuerySet
from commun.taches import lancer

from .courriels import colonnes

# A mail stays under 200 words: past this, the home page tells the rest.
NOUVELLES_MONTREES = 10

Absents = Callable[[date], Collection[int]]
# What a mail that gathers says: from the news shown, how many more there are, and where all of them are.
Composition = Callable[[list[dict[str, str]], int, Lieu], Compose]
_absents: dict[str, Absents] = {}


def suspendre(nom: str, absents: Absents) -> None:
    """To call in `AppConfig.ready`: who must not get the daily mail on a given day. Their news waits, none is lost."""
    _absents[nom] = absents


def grouper_nouvelles(maintenant: datetime) -> int:
    """Write one mail a person for the news that wait; at most one a person and day. Returns how many."""
    jour = maintenant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return sum(_grouper(personne, str(jour), maintenant, _nouvelles_du_jour) for personne in _attendues(jour))


def recapituler(
    personnes: Collection[int],
    *,
    objet: str,
    composition: Composition,
    periode: tuple[datetime, datetime],
    maintenant: datetime,
) -> int:
    """The same for these people alone, without waiting for the morning: one mail each for `objet`, which is unique.

    `periode`: of the news written from the first instant to the second; the others wait for the morning.
    """
    jour = maintenant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return sum(
        _grouper(personne, objet, maintenant, composition, periode)
        for personne in _attendues(jour)
        if personne in personnes
    )


def _attendues(jour: date) -> list[int]:
    """Who has news that wait, and is there to read them."""
    absents = {personne for fournisseur in _absents.values() for personne in fournisseur(jour)}
    en_attente = _en_attente().exclude(personne__in=absents)
    return list(en_attente.order_by("personne").values_list("personne", flat=True).distinct())


def _nouvelles_du_jour(nouvelles: list[dict[str, str]], reste: int, lieu: Lieu) -> Compose:
    return composer("nouvelles", {"nouvelles": nouvelles, "reste": reste}, lieu=lieu)


def _en_attente() -> CourrielQuerySet:
    return Courriel.objects.filter(etat=EtatCourriel.EN_ATTENTE, genre=GenreCourriel.NOUVELLE, prochain_essai=None)


@transaction.atomic
def _grouper(
    personne: int,
    objet: str,
    maintenant: datetime,
    composition: Composition,
    periode: tuple[datetime, datetime] | None = None,
) -> bool:
    siennes = _en_attente().filter(personne=personne)
    if periode is not None:
        siennes = siennes.filter(cree_le__range=periode)
    nouvelles = list(siennes.select_for_update(no_key=True).order_by("cree_le", "pk"))
    if not nouvelles:
        return False
    montrees = [{"sujet": n.sujet, "page": adresse_absolue(n.url)} for n in nouvelles[:NOUVELLES_MONTREES]]
    compose = composition(montrees, len(nouvelles) - len(montrees), _lieu(nouvelles))
    derniere = nouvelles[-1]
    groupe, nouveau = Courriel.objects.get_or_create(
        cle=f"nouvelles:{objet}:{personne}",
        defaults={
            "personne": personne,
            "adresse": derniere.adresse,
            "nom_destinataire": derniere.nom_destinataire,
            "gabarit": "nouvelles",
            **colonnes(compose),
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


def _lieu(nouvelles: list[Courriel]) -> Lieu:
    """An académie's own news count as of no campaign: they are told with the others only to who answers for all."""
    campagnes = [nouvelle.campagne for nouvelle in nouvelles]
    if len(set(campagnes)) == 1:
        return Lieu(campagnes[0], nouvelles[0].academie if len({n.academie for n in nouvelles}) == 1 else None)
    return lieu_commun(campagnes, academies_de({campagne for campagne in campagnes if campagne}))
