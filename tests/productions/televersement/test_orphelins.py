"""The files that no row names go at night, unless there are too many."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from commun.horloge import heure_machine
from commun.services.orphelins import NOMBRE_SUSPECT, champs_ranges
from commun.tasks import purger_fichiers_orphelins
from productions import services
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
    monkeypatch.setattr("commun.tasks.heure_machine", lambda: _demain())
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
    monkeypatch.setattr("commun.tasks.heure_machine", lambda: _demain())
    purger_fichiers_orphelins()
    assert all(default_storage.exists(nom) for nom in orphelins)
    assert "rien n'est effacé" in caplog.text


def test_chaque_table_qui_garde_des_fichiers_est_balayee(stockage_neuf, db, monkeypatch):
    """Reviews, tables to import and results of jobs as well as deposits."""
    dossiers = {f"{champ.model._meta.app_label}/{champ.model._meta.model_name}" for champ in champs_ranges()}
    assert dossiers >= {
        "productions/piece", "productions/photodetest", "bilans/generation", "importations/importation",
        "commun/travail",
    }  # fmt: skip
    orphelins = [default_storage.save(f"{dossier}/zz/orphelin", fabrique.fichier()) for dossier in dossiers]
    monkeypatch.setattr("commun.tasks.heure_machine", lambda: _demain())
    purger_fichiers_orphelins()
    assert not [nom for nom in orphelins if default_storage.exists(nom)]


def _demain():
    return heure_machine() + timedelta(days=2)
