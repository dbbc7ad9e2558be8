"""Some weeks driven day by day, with each fault: what the rules promise is sent, or visibly stuck, once.

The year of thirty pôles, with a real worker, is in test_annee_ouvrier.py.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection

from calendrier.services import envoyer_rappels
from commun import tasks
from commun.models import Courriel
from tests.calendrier.rappels import compte, monde
from tests.calendrier.rappels.facteur import facteur
from tests.calendrier.rappels.promesse import Annee

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# With the winter holidays of the three zones in the middle.
PREMIER, DERNIER = date(2027, 1, 25), date(2027, 3, 12)
JOURS = [PREMIER + timedelta(n) for n in range((DERNIER - PREMIER).days + 1)]
# When the outbox tries again, after the morning's first sending.
REPRISES = [timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(hours=11)]


def matin(jour: date) -> datetime:
    return datetime.combine(jour, time(7), UTC)


def petite_annee(choses_dues: Callable[..., None], *, deplacees: bool = False) -> Annee:
    annee = monde.creer(poles=3, equipe=4, choses=8, premier=PREMIER, dernier=DERNIER)
    if deplacees:
        monde.deplacer_toutes_les_dates(annee, random.Random(3))
    choses_dues(*annee.choses)
    return annee


@pytest.fixture
def vivre(horloge, taches_lancees) -> Callable[..., None]:
    def vivre(jours: list[date], passer: Callable[[datetime], object] | None = None) -> None:
        for jour in jours:
            horloge(matin(jour))
            (passer or (lambda instant: envoyer_rappels(maintenant=instant)))(matin(jour))
            taches_lancees.jouer()
            for reprise in REPRISES if Courriel.objects.filter(etat="en_attente").exists() else ():
                horloge(matin(jour) + reprise)
                tasks.balayer_courriels()

    return vivre


def recus() -> Counter[str]:
    """What Django's own test mailbox took."""
    return Counter(m.extra_headers["Message-ID"].strip("<>").partition("@")[0] for m in mail.outbox)


@pytest.mark.parametrize("deplacees", [False, True], ids=["sans panne", "toutes les dates deux fois déplacées"])
def test_sans_panne(choses_dues, vivre, deplacees):
    annee = petite_annee(choses_dues, deplacees=deplacees)
    annee.vivre(JOURS)
    vivre(JOURS)
    faits = compte.verifier(annee, matin(DERNIER), recus(), pannes_max=0)
    # A test of nothing would pass too.
    assert faits["promis"] > 40
    assert len(annee.sautes) > 3
    codes = {code[0] for _, _, code, _ in annee.envoyes} | {code for _, _, code, _ in annee.envoyes}
    assert {"s", "escalade", "j-14", "j-7", "j-3", "j+1", "j+8"} <= codes


@pytest.mark.parametrize("debut", [date(2027, 1, 29), date(2027, 3, 1)])
def test_neuf_jours_sans_beat(choses_dues, vivre, debut):
    annee = petite_annee(choses_dues)
    vecus = [jour for jour in JOURS if not debut <= jour < debut + timedelta(9)]
    annee.vivre(vecus)
    vivre(vecus)
    compte.verifier(annee, matin(DERNIER), recus(), pannes_max=0)


def test_beat_lance_trois_fois(choses_dues, vivre):
    annee = petite_annee(choses_dues)
    erreurs: list[Exception] = []

    def passer(instant: datetime) -> None:
        depart = threading.Barrier(3)

        def passage() -> None:
            try:
                depart.wait(10)
                envoyer_rappels(maintenant=instant)
            except Exception as erreur:  # told to the test, which runs in another thread
                erreurs.append(erreur)
            finally:
                connection.close()

        fils = [threading.Thread(target=passage) for _ in range(3)]
        for fil in fils:
            fil.start()
        for fil in fils:
            fil.join()

    quinzaine = JOURS[:14]
    annee.vivre(quinzaine)
    vivre(quinzaine, passer)
    assert not erreurs
    compte.verifier(annee, matin(DERNIER), recus(), pannes_max=0)


def test_le_serveur_de_courriel_refuse_un_tiers_du_temps(choses_dues, vivre, settings, horloge):
    annee = petite_annee(choses_dues)
    annee.vivre(JOURS)
    with facteur(refus=0.3) as (homme, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        vivre(JOURS)
        faits = compte.verifier(annee, matin(DERNIER), homme.recus, pannes_max=5)
        assert homme.refuses > faits["courriels"] / 10
        homme.refus = 0
        demain = matin(DERNIER) + timedelta(days=1)
        horloge(demain)
        compte.completer(annee, matin(DERNIER), tasks.balayer_courriels)
    assert set(homme.recus.values()) == {1}
