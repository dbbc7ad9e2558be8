"""« Renvoyer l'invitation », « Annuler l'invitation »: while it has not served, by whoever leads the pôle."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commun.models import Courriel
from journal.libelles import phrase
from journal.models import Ecriture
from poles.models import Fonction, Invitation, Mandat
from poles.queries import mandats_actifs
from tests import fabrique
from tests.fabrique import JOUR

pytestmark = pytest.mark.django_db
MOTIF = {"motif": "L'adresse n'était pas la bonne."}


@pytest.fixture
def mandat(client) -> Mandat:
    campagne = fabrique.campagne()
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    return fabrique.invitation(campagne)


def adresse(mandat: Mandat, action: str) -> str:
    campagne = mandat.campagne
    return reverse(f"poles:{action}_invitation", args=[campagne.pole.slug, campagne.cycle.libelle, mandat.pk])


def lien() -> str:
    return reverse("poles:accueillir", args=[fabrique.secret_du_lien("invitation")])


def test_l_equipe_dit_qui_n_est_pas_encore_venu_a_qui_conduit_le_pole(client, mandat):
    page = client.get(mandat.campagne.get_absolute_url()).content.decode()
    assert "invitation envoyée le jeudi 14 janvier, pas encore utilisée" in page
    assert adresse(mandat, "renvoyer") in page
    assert adresse(mandat, "annuler") in page
    client.force_login(fabrique.enseignant(mandat.campagne))
    assert "pas encore utilisée" not in client.get(mandat.campagne.get_absolute_url()).content.decode()


def test_qui_est_venu_par_un_code_n_attend_plus(client, mandat):
    mandat.personne.last_login = timezone.now()
    mandat.personne.save()
    assert "pas encore utilisée" not in client.get(mandat.campagne.get_absolute_url()).content.decode()


def test_renvoyer(client, mandat):
    ancien = lien()
    assert "Le précédent ne sert plus" in client.get(adresse(mandat, "renvoyer")).content.decode()
    assert Invitation.objects.count() == 1
    reponse = client.post(adresse(mandat, "renvoyer"), follow=True)
    assert "Une nouvelle invitation part" in reponse.content.decode()
    assert Courriel.objects.filter(gabarit="invitation", secret=True).count() == 2
    assert client.get(ancien).status_code == 410
    assert client.get(lien()).status_code == 200
    assert phrase(Ecriture.objects.get(action="invitation.renvoyer")) == "a renvoyé l'invitation à une personne"
    # Again: one link at a time, whatever is asked.
    client.post(adresse(mandat, "renvoyer"))
    assert Invitation.objects.vivants().count() == 1


def test_annuler_retire_de_l_equipe_tout_de_suite(client, mandat):
    ouvert = lien()
    assert client.post(adresse(mandat, "annuler"), {"motif": "non"}).context["form"].errors
    reponse = client.post(adresse(mandat, "annuler"), MOTIF, follow=True)
    assert "est annulée" in reponse.content.decode()
    assert not mandats_actifs(JOUR).filter(pk=mandat.pk).exists()
    assert "a été annulée" in client.get(ouvert).content.decode()
    assert Ecriture.objects.filter(action="invitation.annuler").count() == 1
    assert MOTIF["motif"] in Courriel.objects.get(gabarit="invitation_annulee").texte
    # Repeating is harmless, and inviting again the same day is possible.
    assert "ne fait plus partie" in client.post(adresse(mandat, "annuler"), MOTIF).content.decode()
    fabrique.invitation(mandat.campagne, email=mandat.personne.email)
    assert mandats_actifs(JOUR).filter(personne=mandat.personne).count() == 1


def test_annuler_dit_ce_qui_reste_a_son_nom(client, mandat):
    ressource = fabrique.ressource(mandat.campagne, producteurs=[mandat.personne])
    page = client.get(adresse(mandat, "annuler")).content.decode()
    assert "Ce travail reste à son nom" in page
    assert ressource.titre in page
    client.post(adresse(mandat, "annuler"), MOTIF)
    assert ressource.liens_producteurs.get().personne == mandat.personne


@pytest.mark.parametrize("action", ["renvoyer", "annuler"])
def test_plus_rien_a_faire_quand_la_personne_est_venue(client, mandat, action):
    mandat.personne.last_login = timezone.now()
    mandat.personne.save()
    page = client.post(adresse(mandat, action), MOTIF).content.decode()
    assert "a déjà ouvert le service" in page
    assert mandats_actifs(JOUR).filter(pk=mandat.pk).exists()
    assert Courriel.objects.filter(gabarit="invitation").count() == 1


@pytest.mark.parametrize("action", ["renvoyer", "annuler"])
def test_qui_ne_conduit_pas_le_pole_ne_peut_pas(client, mandat, action):
    client.force_login(fabrique.enseignant(mandat.campagne))
    assert client.post(adresse(mandat, action), MOTIF).status_code == 403
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.post(adresse(mandat, action), MOTIF).status_code == 404
    assert Invitation.objects.vivants().count() == 1


def test_qui_a_ete_nomme_par_l_academie_ne_s_annule_que_par_elle(client, mandat):
    nomme = fabrique.invitation(mandat.campagne, fonction=Fonction.INSPECTEUR)
    assert client.post(adresse(nomme, "annuler"), MOTIF).status_code == 403
    client.force_login(fabrique.titulaire(mandat.campagne.pole.academie, Fonction.ADMINISTRATEUR))
    assert client.post(adresse(nomme, "annuler"), MOTIF).status_code == 302
