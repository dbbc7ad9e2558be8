"""« Quitter le pôle »: for oneself, a teacher or an observer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db
JOUR = fabrique.JOUR
SAISIE = {"dernier_jour": JOUR.isoformat(), "motif": "Je change d'établissement."}


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


def adresse(campagne, qui) -> str:
    return reverse("poles:quitter", args=[campagne.pole.slug, campagne.cycle.libelle, qui.mandats.get().pk])


def test_on_part_et_la_coordination_sait_ce_qui_reste(client, campagne):
    qui = fabrique.enseignant(campagne)
    ressource = fabrique.ressource(campagne, producteurs=[qui])
    client.force_login(qui)
    assert ressource.titre in client.get(adresse(campagne, qui)).text
    reponse = client.post(adresse(campagne, qui), SAISIE, follow=True)
    assert "Votre dernier jour" in reponse.text
    assert qui.mandats.get().fin == JOUR
    courriel = Courriel.objects.get(gabarit="depart_demande")
    assert courriel.personne == fabrique.titulaire(campagne, Fonction.COORDINATEUR).pk
    assert ressource.titre in courriel.texte
    assert courriel.url.endswith("/reattribuer/")
    assert "est déjà terminé" not in reponse.text
    assert ressource.producteurs.get() == qui
    # Repeating is harmless.
    assert "déjà terminé" in client.post(adresse(campagne, qui), SAISIE).text


def test_ni_dans_le_passe_ni_sans_motif(client, campagne):
    qui = fabrique.enseignant(campagne)
    client.force_login(qui)
    hier = (JOUR - timedelta(days=1)).isoformat()
    form = client.post(adresse(campagne, qui), {"dernier_jour": hier, "motif": ""}).context["form"]
    assert set(form.errors) == {"dernier_jour", "motif"}
    assert qui.mandats.get().fin is None


@pytest.mark.parametrize("fonction", [Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE])
def test_qui_conduit_ou_signe_se_fait_remplacer(client, campagne, fonction):
    qui = fabrique.titulaire(campagne, fonction)
    client.force_login(qui)
    assert client.post(adresse(campagne, qui), SAISIE).status_code == 403
    assert qui.mandats.get().fin is None


def test_personne_ne_quitte_pour_un_autre(client, campagne):
    qui = fabrique.enseignant(campagne)
    for autre in (fabrique.titulaire(campagne, Fonction.COORDINATEUR), fabrique.superutilisateur()):
        client.force_login(autre)
        assert client.post(adresse(campagne, qui), SAISIE).status_code in {403, 404}
    assert qui.mandats.get().fin is None
