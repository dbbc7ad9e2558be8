"""Tasks leave after the commit, and a broker that is down stops nobody."""

import time

import pytest
from celery import Celery
from django.db import transaction

from commun import taches
from commun.taches import lancer


@pytest.fixture(autouse=True)
def _courtier_joignable(monkeypatch) -> None:
    monkeypatch.setattr(taches, "_injoignable_jusqu_a", 0.0)


def test_rien_ne_part_avant_la_fin_de_la_transaction(transactional_db, taches_lancees) -> None:
    with transaction.atomic():
        lancer("commun.essai", 3, "x")
        assert not taches_lancees
    assert taches_lancees == [("commun.essai", (3, "x"))]


def test_une_transaction_annulee_ne_lance_rien(transactional_db, taches_lancees) -> None:
    with transaction.atomic():
        lancer("commun.essai")
        transaction.set_rollback(True)
    assert not taches_lancees


def test_un_courtier_en_panne_n_arrete_personne(transactional_db, monkeypatch, caplog) -> None:
    essais = []

    def panne(*args: object, **kwargs: object) -> None:
        essais.append(args)
        raise ConnectionRefusedError("rien n'écoute")

    monkeypatch.setattr(Celery, "send_task", panne)
    with transaction.atomic():
        for n in range(30):
            lancer("commun.essai", n)
    # The other 29 do not wait for the same silence.
    assert len(essais) == 1
    assert "commun.essai(0,)" in caplog.text


@pytest.mark.ouvrier
def test_un_courtier_absent_ne_retarde_pas_la_reponse(transactional_db, monkeypatch) -> None:
    ailleurs = Celery("essai", broker="redis://127.0.0.1:1/0", set_as_current=False)
    ailleurs.conf.broker_transport_options = {"socket_connect_timeout": 5}
    monkeypatch.setattr(taches, "current_app", ailleurs)
    debut = time.monotonic()
    lancer("commun.essai")
    assert time.monotonic() - debut < 2
    assert taches._injoignable_jusqu_a > debut


def test_les_taches_retenues_ne_partent_pas(transactional_db, taches_lancees) -> None:
    with taches.taches_retenues():
        lancer("commun.essai")
    assert not taches_lancees
    lancer("commun.essai")
    assert taches_lancees == [("commun.essai", ())]
