"""The grid of a relecture: filled in if one wishes, kept on its way, read by the others once handed in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commun.erreurs import ActionImpossible
from grilles.models import Feuille, Question, Usage
from grilles.queries import grille_en_vigueur
from productions.etats import EtatRessource as R
from productions.services import rendre_relecture
from productions.services.grilles import remplir_grille
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.grilles_du_pole import adaptee

pytestmark = pytest.mark.django_db
MOTS = "Un sommaire dans le livret."


@pytest.fixture
def ressource():
    return fabrique.ressource(etat=R.EN_RELECTURE)


@pytest.fixture
def relecture(ressource):
    return fabrique.relecture(ressource)


@pytest.fixture
def grille(ressource):
    return grille_en_vigueur(ressource.campagne_suivi, Usage.RELECTURE)


@pytest.fixture
def question(grille):
    return Question.objects.filter(section__version=grille, genre="texte").first()


def adresse(relecture, nom="remplir_grille"):
    return reverse(f"productions:{nom}", args=[relecture.pk])


def envoi(question, mots=MOTS, **autres):
    return {"grille-version": question.section.version_id, f"grille-q{question.pk}": mots, **autres}


def remplir(relecture, grille, question, mots=MOTS):
    remplir_grille(relecture=relecture, grille=grille, valeurs={question.pk: mots}, maintenant=MAINTENANT)


def rendre(relecture):
    rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)


def test_on_enregistre_puis_on_retrouve_ses_reponses(client, relecture, question):
    client.force_login(relecture.relecteur)
    assert "La grille de relecture (facultative)" in client.get(adresse(relecture, "relecture")).text
    page = client.post(adresse(relecture), envoi(question), follow=True).text
    assert "Vos réponses sont enregistrées" in page
    assert MOTS in page
    assert "1 réponse sur" in page


def test_la_page_pour_rendre_dit_que_la_grille_part_aussi(client, relecture, grille, question):
    client.force_login(relecture.relecteur)
    page = adresse(relecture, "rendre_relecture")
    assert "seule votre appréciation" in client.get(page).text
    remplir(relecture, grille, question)
    assert "votre grille et votre appréciation seront transmises" in client.get(page).text


def test_effacer_tout_ne_laisse_rien(client, relecture, grille, question):
    remplir(relecture, grille, question)
    client.force_login(relecture.relecteur)
    client.post(adresse(relecture), envoi(question, " "))
    assert not Feuille.objects.exists()
    assert "seule votre appréciation" in client.get(adresse(relecture, "rendre_relecture")).text


def test_la_page_enregistre_en_route_et_dit_quand_c_est_refuse(client, relecture, question):
    client.force_login(relecture.relecteur)
    json = {"headers": {"Accept": "application/json"}}
    vide = client.get(adresse(relecture, "relecture")).context["grille_vue"]
    reponse = client.post(adresse(relecture), envoi(question, vu=vide), **json)
    assert (reponse.status_code, reponse["Grille-Vue"]) == (204, relecture_vue(relecture))
    # Another tab, opened before, would replace these answers by its own.
    assert client.post(adresse(relecture), envoi(question, "Autre", vu=vide), **json).status_code == 409
    page = client.post(adresse(relecture), envoi(question, "Autre", vu=vide))
    assert page.status_code == 409
    assert "Autre" in page.text
    assert [r.texte for r in Feuille.objects.get().reponses.all()] == [MOTS]


def relecture_vue(relecture):
    relecture.refresh_from_db()
    return relecture.feuille.modifie_le.isoformat()


def test_les_autres_lisent_la_grille_une_fois_rendue_et_la_leur_aussi(client, ressource, relecture, grille, question):
    seconde = fabrique.relecture(ressource)
    remplir(relecture, grille, question)
    producteur = ressource.liens_producteurs.first().personne
    histoire = ressource.get_absolute_url()

    def lisent():
        lus = []
        for qui, page in ((producteur, histoire), (seconde.relecteur, histoire), (seconde.relecteur, None)):
            client.force_login(qui)
            lus.append(MOTS in client.get(page or adresse(seconde, "relecture")).text)
        return lus

    assert lisent() == [False, False, False]
    rendre(relecture)
    assert lisent() == [True, False, False]
    rendre(seconde)
    assert lisent() == [True, True, True]
    client.force_login(relecture.relecteur)
    assert MOTS in client.get(adresse(relecture, "relecture")).text


def test_rendue_la_grille_ne_change_plus(client, relecture, grille, question):
    rendre(relecture)
    with pytest.raises(ActionImpossible, match="ne change plus"):
        remplir(relecture, grille, question)
    client.force_login(relecture.relecteur)
    page = client.post(adresse(relecture), envoi(question)).text
    assert "sa grille ne change plus" in page
    assert MOTS in page


def test_la_grille_changee_par_le_pole_ne_change_pas_celle_qui_est_commencee(
    client, ressource, relecture, grille, question
):
    remplir(relecture, grille, question)
    campagne = ressource.campagne_suivi
    adaptee(campagne, fabrique.titulaire(campagne, "coordinateur"))
    client.force_login(relecture.relecteur)
    assert client.get(adresse(relecture, "relecture")).context["grille"].grille == grille
    client.post(adresse(relecture), envoi(question, "Encore mieux."))
    assert [r.texte for r in Feuille.objects.get().reponses.all()] == ["Encore mieux."]


def test_elle_n_est_qu_a_qui_relit(client, ressource, relecture, question):
    client.force_login(ressource.liens_producteurs.first().personne)
    assert client.post(adresse(relecture), envoi(question)).status_code == 403
    assert not Feuille.objects.exists()


def test_l_histoire_coute_deux_requetes_de_plus_quel_que_soit_le_nombre_de_grilles(client, ressource, grille, question):
    client.force_login(ressource.liens_producteurs.first().personne)
    comptes = []
    for tour in range(3):
        if tour:
            une = fabrique.relecture(ressource)
            fabrique.relecture(ressource)  # keeps the resource in relecture
            remplir(une, grille, question)
            rendre(une)
        with CaptureQueriesContext(connection) as requetes:
            client.get(ressource.get_absolute_url())
        comptes.append(len(requetes))
    assert comptes[1] == comptes[2] <= comptes[0] + 2


def test_ce_qui_ne_s_enregistre_pas_en_route_dit_pourquoi(client, relecture, question):
    client.force_login(relecture.relecteur)
    trop = envoi(question, "x" * 100_000)
    reponse = client.post(adresse(relecture), trop, headers={"accept": "application/json"})
    assert reponse.status_code == 409
    assert reponse.json()["erreur"].startswith(f"{question.intitule} : ")
