"""The main menu says where one may go, and where one is."""

import pytest
from django.urls import reverse

from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db


def menu(client, adresse: str) -> list[tuple[str, bool]]:
    return [(e["libelle"], e["actif"]) for e in client.get(adresse).context["navigation"]]


def test_le_menu_suit_les_droits_et_la_page(client):
    campagne = fabrique.campagne()
    client.force_login(fabrique.enseignant(campagne))
    assert menu(client, "/") == [("À faire", True), ("Mes pôles", False), ("Calendrier", False), ("Listes", False)]
    for page in (campagne.get_absolute_url(), f"{campagne.get_absolute_url()}agenda/"):
        assert [libelle for libelle, actif in menu(client, page) if actif] == ["Mes pôles"]
    assert [libelle for libelle, actif in menu(client, "/calendrier/") if actif] == ["Calendrier"]
    assert menu(client, reverse("productions:fiches", args=[campagne.pole.slug, campagne.cycle.libelle]))[1][1]
    assert menu(client, reverse("productions:mes_versions"))[3] == ("Listes", True)


@pytest.mark.parametrize("fonction", [Fonction.INSPECTEUR, Fonction.DRANE])
def test_qui_signe_a_ses_validations(client, fonction):
    client.force_login(fabrique.titulaire(fabrique.campagne(), fonction))
    assert ("Mes validations", False) in menu(client, "/")


def test_l_administration_est_pour_qui_y_entre(client):
    client.force_login(fabrique.superutilisateur())
    assert ("Administration", False) in menu(client, "/")


def test_sans_connexion_il_n_y_a_pas_de_menu(client):
    assert menu(client, reverse("account_login")) == []
