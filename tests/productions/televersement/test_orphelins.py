"""The files that no row names go at night, unless there are too many."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from commun.horloge import heure_machine
from productions import services
from productions.services.orphelins import NOMBRE_SUSPECT
from productions.tasks import purger_fichiers_orphelins
from tests import fabrique
from tests.productions.televersement.envois import stockes

pytestmark = pytest.mark.django_db


@pytest.fixture
def stockage_neuf(settings, tmp_path) -> None:
    """What the other tests stored would look like as many orphans."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}


def test_les_fichiers_que_rien_ne_nomme_s_effacent_la_nuit(stockage_neuf, depot, monkeypatch):
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    gardes = stockes()
    orphelin = default_storage.save("productions/piece/zz/orphelin", fabrique.fichier())
    purger_fichiers_orphelins()
    assert default_storage.exists(orphelin), "il vient d'arriver : sa pièce n'est peut-être pas encore écrite"
    monkeypatch.setattr("productions.tasks.heure_machine", lambda: _demain())
    for _ in range(2):
        purger_fichiers_orphelins()
        assert not default_storage.exists(orphelin)
    assert stockes() == gardes
    assert default_storage.exists(depot.pieces.get().fichier.name)


def test_trop_d_orphelins_sont_une_anomalie(stockage_neuf, depot, monkeypatch, caplog):
    """A database restored from another day must not cost the files."""
    orphelins = [
        default_storage.save(f"productions/piece/zz/{i}", fabrique.fichier()) for i in range(NOMBRE_SUSPECT + 1)
    ]
    monkeypatch.setattr("productions.tasks.heure_machine", lambda: _demain())
    purger_fichiers_orphelins()
    assert all(default_storage.exists(nom) for nom in orphelins)
    assert "rien n'est effacé" in caplog.text


def _demain():
    return heure_machine() + timedelta(days=2)
