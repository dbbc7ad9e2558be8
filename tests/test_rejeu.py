"""What a test starts from, copied: the rows, files and objects are those that the services made."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from comptes.models import Personne
from journal.verification import verifier
from productions.etats import EtatRessource as R
from productions.models import Piece
from tests import fabrique
from tests.fabrique import tables
from tests.fabrique.rejeu import ACTIF, REJEU, Place

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ACTIF or connection.vendor != "postgresql", reason="rien n'y est recopié"),
]


@pytest.fixture
def depart() -> Place:
    """Where nobody has been yet."""
    REJEU.place = Place(REJEU.livrees)
    return REJEU.place


def tout() -> dict[str, tables.Lignes]:
    return {table: tables.lire(table) for table in tables.toutes()}


def lu(nom: str) -> bytes:
    with default_storage.open(nom) as fichier:
        return fichier.read()


def test_la_copie_est_ce_que_les_services_ont_ecrit(depart):
    with transaction.atomic():
        faite, ecrit = fabrique.ressource(etat=R.PUBLIEE), tout()
        fichier = Piece.objects.exclude(fichier="").first().fichier.name
        contenu = lu(fichier)
        transaction.set_rollback(True)
    default_storage.delete(fichier)
    REJEU.place = depart
    with CaptureQueriesContext(connection) as requetes:
        copie = fabrique.ressource(etat=R.PUBLIEE)
    assert not requetes.captured_queries
    assert tout() == ecrit
    assert (copie, copie.etat, copie.titre) == (faite, R.PUBLIEE, faite.titre)
    assert copie is not faite
    assert lu(fichier) == contenu
    assert list(verifier()) == []


def test_ce_qui_suit_est_copie_tant_que_rien_d_autre_n_est_ecrit(depart):
    faites = []
    for avant in (lambda: None, lambda: None, fabrique.personne, lambda: Personne.objects.create_user("a@exemple.fr")):
        REJEU.place = depart
        with transaction.atomic():
            avant()
            ressource = fabrique.ressource()
            faites.append(ressource.pk)
            ressource.titre = "Changé par ce test seul"
            transaction.set_rollback(True)
    premiere, copie, apres_une_personne, apres_un_create = faites
    assert premiere == copie
    assert len({premiere, apres_une_personne, apres_un_create}) == 3
    REJEU.place = depart
    assert fabrique.ressource().titre != "Changé par ce test seul"


def test_des_numeros_rendus_font_tout_oublier(depart):
    """`manage.py demo --grand` sets the sequences, which no transaction takes back."""
    fabrique.personne()
    assert depart.suites
    REJEU.depart, avant = depart, REJEU.depart
    with connection.cursor() as curseur:
        curseur.execute("SELECT setval('comptes_personne_id_seq', nextval('comptes_personne_id_seq'))")
    REJEU.depart = avant
    assert not depart.suites
    assert REJEU.place is None
