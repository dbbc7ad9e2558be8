"""« Réattribuer »: the same screen for somebody who cannot go on, in place or gone already."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from poles.services import terminer_mandat
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.poles.test_terminer_mandat import JOUR, MAINTENANT, MOTIF, cle, saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def absente(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def collegue(campagne):
    return fabrique.enseignant(campagne)


def adresse(campagne, qui) -> str:
    return reverse("poles:reattribuer", args=[campagne.pole.slug, campagne.cycle.libelle, qui.mandats.get().pk])


@pytest.mark.parametrize("partie", [False, True])
def test_on_confie_sans_mettre_fin(client, campagne, absente, collegue, partie):
    relecture = fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE), absente)
    if partie:
        terminer_mandat(mandat=absente.mandats.get(), fin=JOUR - timedelta(days=1), acteur=None, maintenant=MAINTENANT)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(adresse(campagne, absente))
    assert "dernier_jour" not in page.context["form"].fields
    donnees = saisie(page, **{cle("relecture", relecture): f"confier:{collegue.pk}"})
    reponse = client.post(adresse(campagne, absente), donnees, follow=True)
    assert "Un travail est réattribué" in reponse.text
    assert collegue.relectures.get().version == relecture.version
    assert (absente.mandats.get().fin is not None) == partie
    courriel = Courriel.objects.get(gabarit="charges_reattribuees")
    assert courriel.personne == absente.pk
    assert MOTIF in courriel.texte
    # Repeating finds nothing left to give.
    assert "pendant que vous décidiez" in client.post(adresse(campagne, absente), donnees).text


def test_le_choix_dit_qui_est_indisponible(client, campagne, absente, collegue):
    fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE), absente)
    collegue.indisponibilites.create(debut=JOUR, fin=JOUR + timedelta(days=7), declaree_le=MAINTENANT)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert f"Confier à {collegue.nom_complet} (indisponible jusqu" in client.get(adresse(campagne, absente)).text


def test_ne_rien_changer_se_dit(client, campagne, absente):
    fabrique.ressource(campagne, producteurs=[absente])
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(adresse(campagne, absente))
    assert "Vous n&#x27;avez rien changé" in client.post(adresse(campagne, absente), saisie(page)).text


def test_l_ecran_coute_autant_avec_beaucoup_de_lignes(client, campagne, absente, django_assert_max_num_queries):
    for _ in range(8):
        fabrique.ressource(campagne, producteurs=[absente, fabrique.enseignant(campagne)])
        fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE), absente)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    client.get(adresse(campagne, absente))
    with django_assert_max_num_queries(18):
        client.get(adresse(campagne, absente))


@pytest.mark.parametrize("portee", ["pole", "academie"])
def test_qui_conduit_un_pole_ne_decide_que_de_celui_ci(client, campagne, collegue, portee):
    """An IAN named on the whole académie works in two pôles: each PREDAC sees and moves what is in their own."""
    pole = campagne.pole
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(), pole=pole) if portee == "pole" else fabrique.campagne()
    ian = fabrique.personne()
    mandat = fabrique.mandat(ian, Fonction.COORDINATEUR, pole if portee == "pole" else pole.academie)
    ici, la_bas = fabrique.ressource(campagne, producteurs=[ian]), fabrique.ressource(ailleurs, producteurs=[ian])
    autre = fabrique.enseignant(ailleurs)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    url = reverse("poles:reattribuer", args=[pole.slug, campagne.cycle.libelle, mandat.pk])
    page = client.get(url)
    assert cle("ressource", ici) in page.context["form"].fields
    assert cle("ressource", la_bas) not in page.context["form"].fields
    # Typed all the same, with the state in which it stands.
    vu = {f"vu-ressource-{la_bas.pk}": f"{la_bas.etat}:0:{ian.pk}", cle("ressource", la_bas): f"ajouter:{autre.pk}"}
    client.post(url, saisie(page, **{cle("ressource", ici): f"ajouter:{collegue.pk}"}) | vu)
    assert not la_bas.liens_producteurs.filter(personne=autre).exists()
    client.post(url, saisie(page, **{cle("ressource", ici): f"ajouter:{collegue.pk}"}))
    assert ici.liens_producteurs.filter(personne=collegue).exists()
