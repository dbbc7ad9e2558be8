"""The page shows everything before it does anything; what is sent is what was shown."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from bilans.annee_suivante import avec_suite, cycle_suivant
from bilans.models import Reconduction
from commun.models import Courriel
from poles.models import Campagne, Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.bilans import annees
from tests.bilans.annees import JUIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def de(horloge):
    horloge(JUIN)
    return annees.campagne()


@pytest.fixture
def coordination(de, client: Client):
    client.force_login(qui := annees.coordination(de))
    return qui


def adresse(de, nom: str = "preparer_annee") -> str:
    return reverse(f"bilans:{nom}", args=[de.pole.slug, de.cycle.libelle])


def envoi(page) -> dict:
    """The form as the page shows it, nothing changed."""
    form = page.context["form"]
    donnees = {champ.html_name: champ.value() for champ in [*form, *form.dates] if champ.value() not in (None, False)}
    return donnees | {"vu": page.context["vu"]}


def test_tout_est_montre_avant_puis_fait_tel_quel(de, coordination, client: Client):
    ressource, fiche = fabrique.ressource(de, R.EN_REVISION), fabrique.fiche(de)
    annees.cycle_suivant(de)
    page = client.get(adresse(de))
    texte = page.content.decode()
    for attendu in (
        ressource.titre,
        escape(f"Compléter la fiche {fiche.titre}"),
        coordination.nom_complet,
        "2027-2028",
    ):
        assert attendu in texte
    assert not Reconduction.objects.exists()
    faite = client.post(adresse(de), envoi(page), follow=True).content.decode()
    assert "est préparée" in faite
    assert escape("l'apprendront dans le courriel du jour") in faite
    ressource.refresh_from_db()
    assert ressource.campagne_suivi == Reconduction.objects.get().vers
    again = client.post(adresse(de), envoi(page), follow=True).content.decode()
    assert "Rien n&#x27;a été fait deux fois" in again


def test_ce_qui_a_change_depuis_se_montre_avant_de_se_faire(de, coordination, client: Client):
    annees.cycle_suivant(de)
    page = client.get(adresse(de))
    fabrique.fiche(de)
    reponse = client.post(adresse(de), envoi(page) | {"theme": "Un thème tapé"})
    assert reponse.status_code == 409
    assert "Un thème tapé" in reponse.content.decode()
    assert not Reconduction.objects.exists()


def test_sans_cycle_la_page_propose_de_le_demander(de, coordination, client: Client):
    administration = fabrique.personne()
    fabrique.mandat(administration, Fonction.ADMINISTRATEUR, de.pole.academie)
    assert "Le demander à l'administration" in client.get(adresse(de)).content.decode()
    assert administration.nom_complet in client.post(adresse(de, "demander_cycle"), follow=True).content.decode()
    assert Courriel.objects.filter(gabarit="cycle_suivant_demande").count() == 1


def test_annuler_demande_un_motif_et_rend_l_annee(de, coordination, client: Client):
    annees.cycle_suivant(de)
    annees.preparer(de)
    assert adresse(de, "annuler_preparation") in client.get(adresse(de)).content.decode()
    assert client.post(adresse(de, "annuler_preparation"), {"motif": ""}).status_code == 200
    assert Reconduction.objects.exists()
    client.post(adresse(de, "annuler_preparation"), {"motif": "Préparée trop tôt."})
    de.refresh_from_db()
    assert not de.close
    assert (
        "Préparée trop tôt."
        in client.get(reverse("accueil:journal_de_pole", args=[de.pole.slug, de.cycle.libelle])).content.decode()
    )


def test_reporter_aussi(de, coordination, client: Client):
    ressource = fabrique.ressource(de, R.EN_REVISION)
    annees.cycle_suivant(de)
    annees.preparer(de, ressources=[])
    rien = client.post(adresse(de, "reporter"), {}).content.decode()
    assert "Choisissez au moins une ressource" in rien
    client.post(adresse(de, "reporter"), {"ressources": [ressource.pk]})
    ressource.refresh_from_db()
    assert ressource.reconduite


def test_la_page_ne_coute_pas_plus_pour_plus_de_ressources(
    de, coordination, client: Client, django_assert_max_num_queries
):
    annees.cycle_suivant(de)
    comptes = []
    for nombre in (1, 2):
        for _ in range(nombre):
            fabrique.ressource(de, R.EN_REVISION)
        with django_assert_max_num_queries(80) as lues:
            client.get(adresse(de))
        comptes.append(len(lues))
    assert comptes[0] == comptes[1]


def test_le_pole_la_propose_quand_le_moment_vient(de, coordination, client: Client, horloge):
    assert adresse(de) in client.get(de.get_absolute_url()).content.decode()
    horloge(fabrique.MAINTENANT)
    assert adresse(de) not in client.get(de.get_absolute_url()).content.decode()
    annees.cycle_suivant(de)
    assert adresse(de) in client.get(de.get_absolute_url()).content.decode()


def test_la_page_ne_dit_pas_que_tout_est_fini_de_ce_qui_attend_une_seance(de, coordination, client: Client):
    rien = escape("rien n'a besoin de passer à l'année suivante")
    annees.cycle_suivant(de)
    assert rien in client.get(adresse(de)).content.decode().replace("'", "&#x27;")
    fabrique.ressource(de, R.EN_VALIDATION)
    fabrique.seance(de)
    page = client.get(adresse(de)).content.decode().replace("'", "&#x27;")
    assert "ne peut pas être reportée maintenant" in page
    assert rien not in page
    assert "Toutes sont finies" not in page


def test_un_cycle_commun_a_toutes_les_academies_a_une_suite_aussi():
    """In January the end of the year is far: only the next cycle makes the pôle's page offer it."""
    propre = fabrique.campagne()
    commun = fabrique.campagne(cycle=fabrique.cycle(academie=None), pole=fabrique.campagne().pole)

    def suites():
        return {c.pk: c.a_une_suite for c in avec_suite(Campagne.objects.filter(pk__in=[commun.pk, propre.pk]))}

    assert suites() == {commun.pk: False, propre.pk: False}
    suivant = annees.cycle_suivant(commun, academie=None)
    assert suites() == {commun.pk: True, propre.pk: False}
    assert cycle_suivant(commun) == suivant
    # The name is taken in another cycle of the pôle: both rules say that there is none.
    fabrique.campagne(cycle=fabrique.cycle(ouvert=False, libelle="2027-2028"), pole=commun.pole)
    assert cycle_suivant(commun) is None
    assert suites()[commun.pk] is False
