"""The journal in the admin: to be read, never written."""

import pytest
from django.test import Client

from comptes.models import Personne
from journal.models import Tete

LISTE = "/administration/journal/ecriture/"


@pytest.fixture
def administratrice(client: Client, db) -> Client:
    client.force_login(Personne.objects.create_superuser("ada@ac-exemple.fr", prenom="Ada", nom="Admin"))
    return client


def test_lecture_seule(administratrice, remplir) -> None:
    ecriture = remplir("ressource:1", 1)[0]
    for racine, pk in ((LISTE, ecriture.pk), ("/administration/journal/tete/", Tete.objects.get().pk)):
        assert 'name="_save"' not in administratrice.get(f"{racine}{pk}/change/").content.decode()
        assert administratrice.get(f"{racine}add/").status_code == 403
        assert administratrice.post(f"{racine}{pk}/change/", {"action": "x"}).status_code == 403
        assert administratrice.post(f"{racine}{pk}/delete/", {"post": "yes"}).status_code == 403


def test_chercher(administratrice, remplir) -> None:
    remplir("ressource:1", 2)
    remplir("fiche:5", 1)
    page = administratrice.get(LISTE, {"q": "fiche:5"}).content.decode()
    assert "fiche:5" in page
    assert "ressource:1" not in page
    assert "Nadia Benali essai : deposer" in page


def test_autant_de_requetes_pour_1_3_et_50_lignes(administratrice, remplir, django_assert_max_num_queries) -> None:
    comptes = []
    for lignes in (1, 2, 47):
        remplir(f"ressource:{lignes}", lignes)
        with django_assert_max_num_queries(12) as requetes:
            administratrice.get(LISTE)
        comptes.append(len(requetes))
    assert len(set(comptes)) == 1, comptes
