"""« Je participerai », « Je ne pourrai pas »: by the mail's link and from the page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.etats import GenreCourriel
from commun.models import Courriel
from poles.models import Fonction
from suivi import services
from suivi.etats import Reponse
from suivi.liens import adresse_de_reponse, participation_du_lien
from suivi.models import Participation
from tests import fabrique, reunions

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def reunion(campagne, claire):
    return reunions.prevoir(campagne, [claire], ordre_du_jour="Les V1.", lien="https://visio.exemple.fr/secret")


@pytest.fixture
def lien(reunion, claire) -> str:
    """What the mail has."""
    adresse = Courriel.objects.get(gabarit="reunion_proposee", personne=claire.pk).url
    assert adresse == adresse_de_reponse(reunion.participations.get(personne=claire))
    return adresse


def reponse_de(qui) -> str:
    return Participation.objects.get(personne=qui).reponse


def test_le_lien_repond_sans_se_connecter(lien, reunion, claire):
    visiteur = Client()
    page = visiteur.get(lien).content.decode()
    assert "Les V1." in page
    assert claire.nom_complet in page
    # The visio's address is for who signs in.
    assert "secret" not in page
    # A mail scanner reads the page: nothing has changed.
    assert reponse_de(claire) == Reponse.ATTENDUE
    page = visiteur.post(lien, {"reponse": "participe"}, follow=True).content.decode()
    assert "vous participerez" in page
    assert reponse_de(claire) == Reponse.PARTICIPE
    visiteur.post(lien, {"reponse": "ne_peut_pas"})
    assert reponse_de(claire) == Reponse.NE_PEUT_PAS
    # It opens nothing else.
    assert visiteur.get(reunion.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("saisie", [{}, {"reponse": "attendue"}, {"reponse": "peut-être"}])
def test_ce_qui_n_est_pas_une_reponse_ne_change_rien(lien, claire, saisie):
    page = Client().post(lien, saisie).content.decode()
    assert "Choisissez « Je participerai »" in page
    assert reponse_de(claire) == Reponse.ATTENDUE


def test_un_lien_contrefait_ne_donne_rien(lien, reunion):
    for faux in (lien[:-2] + "x/", "/lien/reunion/1/", "/lien/reunion/WzFd:faux/"):
        assert Client().get(faux).status_code == 404
        assert Client().post(faux, {"reponse": "participe"}).status_code == 404
    # Another signature of the same service does not open it either.
    from django.core import signing

    ailleurs = signing.Signer(salt="autre").sign_object([reunion.participations.get().pk])
    assert participation_du_lien(ailleurs) is None


def test_le_compte_ferme_le_lien_aussi(lien, claire):
    claire.is_active = False
    claire.save()
    assert Client().get(lien).status_code == 404


def test_apres_la_reunion_il_n_y_a_plus_rien_a_repondre(lien, reunion, claire, horloge):
    horloge(reunion.fin + timedelta(minutes=1))
    assert "Cette réunion est passée" in Client().get(lien).content.decode()
    assert "Cette réunion est passée" in Client().post(lien, {"reponse": "participe"}).content.decode()
    assert reponse_de(claire) == Reponse.ATTENDUE


def test_annulee_le_lien_le_dit(lien, reunion, claire):
    services.annuler_reunion(reunion=reunion, motif="Plus de salle.", **reunions.conduite(reunion))
    assert "Cette réunion est annulée" in Client().get(lien).content.decode()
    with pytest.raises(ActionImpossible, match="annulée"):
        reunions.repondre(reunion, claire)


def test_repondre_depuis_la_page(client, reunion, claire):
    client.force_login(claire)
    assert "Serez-vous là ?" in client.get(reunion.get_absolute_url()).content.decode()
    adresse = reverse("suivi:repondre", args=[reunion.pk])
    assert client.get(adresse).status_code == 405
    page = client.post(adresse, {"reponse": "participe"}, follow=True).content.decode()
    assert "Vous participerez" in page
    assert reponse_de(claire) == Reponse.PARTICIPE


def test_qui_organise_apprend_qui_ne_vient_pas(reunion, claire):
    reunions.repondre(reunion, claire)
    assert not Courriel.objects.filter(gabarit="reunion_reponse").exists()
    for _ in range(2):
        reunions.repondre(reunion, claire, Reponse.NE_PEUT_PAS)
    courriel = Courriel.objects.get(gabarit="reunion_reponse")
    assert (courriel.personne, courriel.genre) == (reunion.organisee_par_id, GenreCourriel.NOUVELLE)
    assert claire.nom_complet in courriel.sujet


def test_qui_n_est_pas_invite_ne_repond_pas(client, reunion, campagne):
    adresse = reverse("suivi:repondre", args=[reunion.pk])
    client.force_login(fabrique.enseignant(campagne))
    assert "Serez-vous là" not in client.get(reunion.get_absolute_url()).content.decode()
    assert client.post(adresse, {"reponse": "participe"}).status_code == 403
    client.force_login(fabrique.superutilisateur())
    page = client.post(adresse, {"reponse": "participe"}, follow=True).content.decode()
    assert "Vous n&#x27;êtes pas invité" in page
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.post(adresse, {"reponse": "participe"}).status_code == 404
    assert reunion.participations.filter(reponse=Reponse.PARTICIPE).count() == 0


def test_l_agenda_se_telecharge(client, reunion, claire):
    client.force_login(claire)
    reponse = client.get(reverse("suivi:agenda", args=[reunion.pk]))
    assert reponse["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"UID:reunion-" in reponse.content
    assert b"secret" not in reponse.content
