"""Writers to one chain queue up; the verification does not take a write in progress for a fraud."""

import threading

import pytest
from django.db import connection, transaction

from journal.models import Ecriture
from journal.services import ecrire
from journal.verification import verifier
from tests.journal.conftest import DEBUT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def ecrire_souvent(fois: int, depart: threading.Barrier, erreurs: list[BaseException]) -> None:
    try:
        depart.wait(10)
        for _ in range(fois):
            with transaction.atomic():
                ecrire(chaine="ressource:1", action="a", acteur=None, maintenant=DEBUT)
    except BaseException as erreur:  # told to the test, which runs in another thread
        erreurs.append(erreur)
    finally:
        connection.close()


def test_des_rangs_consecutifs(nombre) -> None:
    fils_actifs, fois = 4, nombre(25, 250)
    depart, erreurs = threading.Barrier(fils_actifs + 1), []
    fils = [threading.Thread(target=ecrire_souvent, args=(fois, depart, erreurs)) for _ in range(fils_actifs)]
    for fil in fils:
        fil.start()
    depart.wait(10)
    while any(fil.is_alive() for fil in fils):
        assert list(verifier()) == []
    for fil in fils:
        fil.join()
    assert not erreurs
    rangs = list(Ecriture.objects.order_by("rang").values_list("rang", flat=True))
    assert rangs == list(range(1, fils_actifs * fois + 1))
    assert list(verifier()) == []
