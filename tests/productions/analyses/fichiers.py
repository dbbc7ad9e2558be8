"""Courses with and without people's data, put into a draft."""

from html import unescape

from django.test import Client
from django.urls import reverse

from productions import services
from productions.models import Analyse, Depot, Piece, Version
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.hostiles.briques import fichier as membre
from tests.hostiles.briques import tgz

E = Analyse.Etat


PERSONNES = b'<users><user id="3"><username>lea.martin</username></user><user id="4"></user></users>'


AVEC = tgz(membre(b"users.xml", PERSONNES))


COURS = tgz()


def ajouter(depot: Depot, nom: str = "cours.mbz", contenu: bytes = COURS) -> Piece:
    return services.ajouter_fichier(
        depot=depot, nature="cours", fichier=fabrique.fichier(nom, contenu), maintenant=MAINTENANT
    )


def deposer(depot: Depot) -> Version:
    fabrique.declarer(depot)
    return services.deposer_version(ressource=depot.ressource, acteur=depot.ouvert_par, maintenant=MAINTENANT, numero=1)


def page(client: Client, depot: Depot, **entetes: str) -> str:
    """Its text as it is read."""
    return unescape(client.get(reverse("productions:depot", args=[depot.ressource_id]), headers=entetes).text)
