"""A resource's page: where it is, who is awaited, the one next action, the whole story."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poles.models import Fonction
from productions import services as productions
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.histoires import histoire_longue
from validations.models import NatureVisa

pytestmark = pytest.mark.django_db
M = fabrique.MAINTENANT


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


def ouvrir(qui, ressource):
    client = Client()
    client.force_login(qui)
    return client.get(reverse("accueil:ressource", args=[ressource.pk]))


def test_l_entete_dit_ou_elle_en_est_et_qui_l_on_attend(campagne):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    inspecteur, drane = (fabrique.titulaire(campagne, f) for f in (Fonction.INSPECTEUR, Fonction.DRANE))
    page = ouvrir(inspecteur, ressource).text
    assert "<strong>En validation (V2)</strong> depuis aujourd&#x27;hui." in page
    assert f"On attend {inspecteur.nom_complet} (inspection) et {drane.nom_complet} (DRANE), pour viser." in page
    assert page.count('class="fr-btn" href') == 1
    fabrique.visa(ressource.demandes.get(), NatureVisa.PEDAGOGIQUE)
    assert f"On attend {drane.nom_complet} (DRANE), pour viser." in ouvrir(drane, ressource).text


@pytest.mark.parametrize("etat", R.values)
def test_chaque_etat_s_ouvre_pour_chaque_role(etat, campagne):
    ressource = fabrique.ressource(campagne, etat)
    gens = [fabrique.titulaire(campagne, f) for f in Fonction if f != Fonction.ADMINISTRATEUR]
    gens += [ressource.liens_producteurs.get().personne, fabrique.superutilisateur()]
    for qui in gens:
        reponse = ouvrir(qui, ressource)
        assert reponse.status_code == 200
        assert ressource.titre in reponse.text
    assert ouvrir(fabrique.enseignant(fabrique.campagne()), ressource).status_code == 404


def test_les_versions_montrent_leurs_fichiers_leur_sceau_et_ce_qui_est_annule(campagne):
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    annulee = fabrique.deposer(ressource)
    productions.annuler_depot(ressource=ressource, acteur=producteur, maintenant=M)
    version = fabrique.deposer(ressource, note="Barème repris.")
    page = ouvrir(fabrique.titulaire(campagne, Fonction.COORDINATEUR), ressource).text
    piece = version.pieces.exclude(fichier="").get()
    for attendu in (
        version.sceau,
        piece.sha256,
        piece.get_absolute_url(),
        "Barème repris.",
        "contenu susceptible de changer",
    ):
        assert attendu in page
    assert "a déposé la V2 (dépôt annulé)" in page
    assert annulee.pieces.exclude(fichier="").get().get_absolute_url() not in page
    # A reader's first opening is told by a small POST.
    assert reverse("productions:marquer_ouverte", args=[version.pk]) in page
    assert reverse("productions:marquer_ouverte", args=[annulee.pk]) not in page


def test_ce_qui_est_tape_ne_devient_pas_du_html(campagne):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, titre="<b>Fiche</b>")
    fabrique.deposer(ressource, note="<script>alert(1)</script>")
    page = ouvrir(fabrique.titulaire(campagne, Fonction.COORDINATEUR), ressource).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_les_publications_et_les_accords_sont_sur_le_cote(campagne):
    ressource = fabrique.ressource(campagne, R.PUBLIEE)
    publication = ressource.publications.get()
    corriger = reverse("validations:corriger_publication", args=[publication.pk])
    coordinateur, enseignant = fabrique.titulaire(campagne, Fonction.COORDINATEUR), fabrique.enseignant(campagne)
    assert corriger in ouvrir(coordinateur, ressource).text
    page = ouvrir(enseignant, ressource).text
    assert publication.adresse in page
    assert corriger not in page
    assert "accord donné le jeudi 14 janvier" in page
    validee = fabrique.ressource(campagne, R.VALIDEE)
    assert reverse("productions:accord_ecrit", args=[validee.pk]) in ouvrir(coordinateur, validee).text


def test_les_requetes_ne_dependent_ni_de_l_histoire_ni_du_role(campagne):
    courte, longue = fabrique.ressource(campagne, R.EN_VALIDATION), fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    producteur = longue.liens_producteurs.get().personne
    for _ in range(8):
        fabrique.deposer(longue)
    fabrique.demande(longue)
    comptes = {}
    for ressource in (courte, longue):
        for qui in (producteur, *(fabrique.titulaire(campagne, f) for f in (Fonction.COORDINATEUR, Fonction.DRANE))):
            if qui == producteur and ressource == courte:
                continue
            client = Client()
            client.force_login(qui)
            with CaptureQueriesContext(connection) as requetes:
                assert client.get(ressource.get_absolute_url()).status_code == 200
            comptes[(ressource.titre, qui.pk)] = len(requetes)
    assert len(set(comptes.values())) == 1
    assert max(comptes.values()) <= 18


def test_l_histoire_ne_demande_pas_plus_de_douze_requetes(campagne):
    """In every state, and whatever the length."""
    coordination = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    producteurs, relecteurs = [fabrique.enseignant(campagne)], [fabrique.enseignant(campagne) for _ in range(2)]
    ressources = [fabrique.ressource(campagne, etat, producteurs) for etat in R.values]
    ressources.append(histoire_longue(campagne, producteurs, relecteurs, tours=2))
    client, couts = Client(), {}
    client.force_login(coordination)
    for ressource in ressources:
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(reverse("accueil:ressource", args=[ressource.pk])).status_code == 200
        couts[ressource.titre, ressource.etat] = len(requetes)
    assert max(couts.values()) <= 12, couts
