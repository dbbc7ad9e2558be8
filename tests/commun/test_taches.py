from celery import Celery
from django.db import transaction

from commun.taches import lancer


def test_rien_ne_part_avant_la_fin_de_la_transaction(transactional_db, taches_lancees) -> None:
    with transaction.atomic():
        lancer("commun.essai", 3, "x")
        assert not taches_lancees
    assert taches_lancees == [("commun.essai", (3, "x"))]


def test_une_transaction_annulee_ne_lance_rien(transactional_db, taches_lancees) -> None:
    try:
        with transaction.atomic():
            lancer("commun.essai")
            raise LookupError
    except LookupError:
        pass
    assert not taches_lancees


def test_un_courtier_en_panne_n_arrete_personne(transactional_db, monkeypatch, caplog) -> None:
    def panne(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError("rien n'écoute")

    monkeypatch.setattr(Celery, "send_task", panne)
    lancer("commun.essai", 1)
    assert "commun.essai(1,)" in caplog.text
