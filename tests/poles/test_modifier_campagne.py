"""The theme and the missions of the year."""

import pytest
from django.urls import reverse

from journal.models import Ecriture
from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


def adresse(campagne) -> str:
    return reverse("poles:modifier_campagne", args=[campagne.pole.slug, campagne.cycle.libelle])


def test_enregistrer(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    form = client.get(adresse(campagne)).context["form"]
    assert form.initial == {"theme": campagne.theme, "missions": ["production"]}
    reponse = client.post(adresse(campagne), {"theme": "L'oral", "missions": ["animation"]}, follow=True)
    assert reponse.redirect_chain == [(campagne.get_absolute_url(), 302)]
    assert "sont enregistrés" in reponse.content.decode()
    campagne.refresh_from_db()
    assert (campagne.theme, campagne.mission_production, campagne.mission_animation) == ("L'oral", False, True)
    ecriture = Ecriture.objects.get(action="campagne.modifier")
    assert (ecriture.chaine, ecriture.texte) == (campagne.chaine, "L'oral")


def test_il_faut_une_mission(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    reponse = client.post(adresse(campagne), {"theme": "L'oral"})
    assert "Choisissez au moins une mission." in reponse.content.decode()
    assert "L&#x27;oral" in reponse.content.decode()
    campagne.refresh_from_db()
    assert campagne.mission_production


def test_les_droits(client, campagne):
    client.force_login(fabrique.enseignant(campagne))
    assert client.get(adresse(campagne)).status_code == 403
    assert client.post(adresse(campagne), {"missions": ["animation"]}).status_code == 403
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    assert client.get(adresse(campagne)).status_code == 404
    client.force_login(fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR))
    assert client.get(adresse(campagne)).status_code == 200


@pytest.mark.parametrize("adresse", ["/poles/pole/2026%00/modifier/", "/poles/pole/%00/inviter/", "/poles/pole/a%00/"])
def test_une_adresse_que_la_base_refuserait_est_introuvable(client, adresse):
    client.force_login(fabrique.superutilisateur())
    assert client.get(adresse).status_code == 404
