"""The journal as a page: sentences by day, filtered, exported, for whoever reads the thing; never a visa's content."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accueil.filtre_journal import GENRES
from journal.libelles import actions_connues
from poles.models import Fonction
from poles.services import modifier_campagne
from productions import services
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import MAINTENANT
from validations.models import Avis, NatureVisa

pytestmark = pytest.mark.django_db
SECRET = "SECRETDUVISA"


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordinateur(campagne, client: Client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def de(objet) -> str:
    nom = "fiche" if objet.chaine.startswith("fiche") else "ressource"
    return reverse(f"accueil:journal_de_{nom}", args=[objet.pk])


def du_pole(campagne) -> str:
    return reverse("accueil:journal_de_pole", args=[campagne.pole.slug, campagne.cycle.libelle])


def test_les_phrases_par_jour_la_plus_recente_d_abord(campagne, coordinateur, client: Client):
    fiche = fabrique.fiche(campagne, soumise=True)
    services.renvoyer_fiche(
        fiche=fiche, motif="Trop court.", acteur=coordinateur, maintenant=MAINTENANT + timedelta(days=1)
    )
    page = client.get(de(fiche)).content.decode()
    assert "Vendredi 15 janvier" in page
    assert page.index("a renvoyé la fiche") < page.index("Jeudi 14 janvier") < page.index("a soumis la fiche")
    assert fiche.chaine in page, "l'empreinte se lit à la demande"
    assert de(fiche) in client.get(fiche.get_absolute_url()).content.decode()


def test_les_filtres_sont_dans_l_adresse(campagne, coordinateur, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    producteur = ressource.liens_producteurs.get().personne
    services.rouvrir_relecture(ressource=ressource, acteur=coordinateur, maintenant=MAINTENANT + timedelta(days=1))
    fabrique.relecture(ressource)

    def lue(**recherche: object) -> str:
        return client.get(de(ressource), recherche).content.decode().split("<main", 1)[1]

    assert "a déposé la V1" in lue(acteur=producteur.pk)
    assert "a rouvert" not in lue(acteur=producteur.pk)
    assert "a assigné" in lue(genre="relecture")
    assert "a déposé" not in lue(genre="relecture")
    assert "a rouvert" in lue(du="2027-01-15")
    assert "a déposé" not in lue(du="2027-01-15")
    assert "Rien ne correspond." in lue(au="2020-01-01")
    for forge in ({"genre": "x"}, {"acteur": "0"}, {"du": "hier"}, {"page": "-1"}, {"tri": "texte"}):
        assert client.get(de(ressource), forge).status_code == 200


def test_ni_visa_ni_reponse_ne_s_y_lisent(campagne, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, SECRET)
    for fonction in (Fonction.COORDINATEUR, Fonction.DRANE):
        client.force_login(fabrique.titulaire(campagne, fonction))
        for recherche in ({}, {"format": "csv"}):
            reponse = client.get(de(ressource), recherche)
            contenu = (b"".join(reponse.streaming_content) if reponse.streaming else reponse.content).decode()
            assert "a donné son visa" in contenu
            assert SECRET not in contenu
            assert "défavorable" not in contenu.lower()


def test_l_export(campagne, coordinateur, client: Client):
    fiche = fabrique.fiche(campagne)
    reponse = client.get(de(fiche), {"format": "csv"})
    contenu = b"".join(reponse.streaming_content).decode("utf-8-sig")
    assert "a commencé la fiche" in contenu
    assert fiche.chaine in contenu


def test_le_pole_reunit_la_campagne_le_pole_et_le_cycle(campagne, coordinateur, client: Client):
    modifier_campagne(
        campagne=campagne,
        theme="Autre",
        mission_production=True,
        mission_animation=False,
        acteur=coordinateur,
        maintenant=MAINTENANT,
    )
    page = client.get(du_pole(campagne)).content.decode()
    nommes = f"a nommé {coordinateur.nom_complet} dans l&#x27;équipe"
    for attendu in ("a modifié le thème ou les missions", "a ouvert le cycle", nommes):
        assert attendu in page
    assert du_pole(campagne) in client.get(campagne.get_absolute_url()).content.decode()


def test_chaque_genre_a_son_nom_de_lecteur():
    """A room that adds moves gives them a word that people read, not the code."""
    assert {action.partition(".")[0] for action in actions_connues()} - set(GENRES) <= {"texte", "journal"}


def test_qui_le_lit(campagne, client: Client):
    fiche = fabrique.fiche(campagne)
    ressource = fiche.ressources.get()
    etranger, observateur = fabrique.personne(), fabrique.titulaire(campagne, Fonction.OBSERVATEUR)
    for qui, url, statut in (
        (fiche.redigee_par, de(fiche), 200),
        (observateur, de(fiche), 404),  # a draft is the team's
        (observateur, de(ressource), 404),
        (observateur, du_pole(campagne), 200),
        (etranger, de(fiche), 404),
        (etranger, de(ressource), 404),
        (etranger, du_pole(campagne), 404),
    ):
        client.force_login(qui)
        assert client.get(url).status_code == statut, (qui, url)
        assert client.post(url).status_code == 405
    client.logout()
    assert client.get(de(fiche)).status_code == 302


def test_le_cout_ne_grandit_pas(campagne, coordinateur, client: Client):
    couts = []
    for nombre in (1, 60):
        for _ in range(nombre):
            fabrique.mandat(fabrique.personne(), Fonction.OBSERVATEUR, campagne)
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(du_pole(campagne)).status_code == 200
        couts.append(len(requetes))
    # The count of a first page that is not full is not asked for.
    assert max(couts) <= 12
    assert couts[0] == couts[1]
    assert "page=2" in client.get(du_pole(campagne)).content.decode()
