"""A page as it was opened, and what it answers once something has moved."""

import re
from datetime import timedelta

from django.contrib.messages import get_messages
from django.test import Client

from productions import services
from tests import fabrique
from tests.fabrique import MAINTENANT

MOTIF = "Un motif assez long pour être lu."


LE_14 = "le jeudi 14 janvier à 10 h 00"


def ouvrir(client: Client, url: str) -> str:
    """What the page that is open has shown."""
    page = client.get(url).content.decode()
    return re.search(r'name="vu" value="([^"]+)"', page).group(1)


def redeposer(ressource) -> None:
    ressource.refresh_from_db()
    qui = ressource.liens_producteurs.first().personne
    depot = services.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=MAINTENANT)
    fabrique.declarer(depot, qui)
    plus_tard = MAINTENANT + timedelta(minutes=5)
    services.deposer_version(ressource=ressource, acteur=qui, maintenant=plus_tard, numero=ressource.numero_suivant)


def dit(reponse) -> str:
    return " ".join(str(m) for m in get_messages(reponse.wsgi_request))
