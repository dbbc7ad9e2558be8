"""The deposit page, from the first POST to the sealed version."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Depot, Piece, Version
from productions.sceau import sceller
from tests import fabrique
from validations import services as validations

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def nadia(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def ressource(campagne, nadia, client: Client):
    client.force_login(nadia)
    return fabrique.ressource(campagne, producteurs=[nadia])


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def dit(reponse) -> str:
    """What the next page will say."""
    return " ".join(str(message) for message in get_messages(reponse.wsgi_request))


def brouillon(ressource) -> Depot:
    producteur = ressource.liens_producteurs.first().personne
    return services.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)


def avec_livret(ressource) -> Depot:
    depot = brouillon(ressource)
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    return fabrique.declarer(depot)


def test_lire_la_page_ne_commence_pas_de_brouillon(ressource, client: Client):
    page = client.get(aller("depot", ressource)).content.decode()
    assert "Préparer la V1" in page
    assert not Depot.objects.exists()


def test_preparer_deux_fois_donne_le_meme_brouillon(ressource, client: Client):
    for _ in range(2):
        assert client.post(aller("ouvrir_depot", ressource)).url == aller("depot", ressource)
    assert Depot.objects.count() == 1
    assert (
        'il manque : <a href="#fichiers">un fichier ou un lien</a>'
        in client.get(aller("depot", ressource)).content.decode()
    )


def test_quand_rien_ne_se_depose_la_page_dit_pourquoi(ressource, client: Client):
    fabrique.deposer(ressource)
    page = client.get(aller("depot", ressource)).content.decode()
    assert "Rien ne se dépose pour l'instant" in page
    assert "en relecture" in page
    assert client.post(aller("ouvrir_depot", ressource), follow=True).status_code == 200
    assert not Depot.objects.exists()


def test_deposer_la_v1(ressource, nadia, client: Client, campagne):
    depot = avec_livret(ressource)
    page = client.get(aller("depot", ressource)).content.decode()
    assert "Rien ne manque" in page
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    assert f"{coordinateur.nom_complet}, pour désigner des relecteurs" in page
    reponse = client.post(
        aller("deposer", ressource), {"numero": 1, "note": "Premier jet", "accord": "on"}, follow=True
    )
    version = Version.objects.get()
    assert version.sceau[:12] in reponse.content.decode()
    assert coordinateur.nom_complet in reponse.content.decode()
    assert (version.note, version.deposee_par, version.numero) == ("Premier jet", nadia, 1)
    assert version.sceau == sceller(version, version.pieces.all()), "le sceau se recalcule depuis la base"
    assert not Depot.objects.filter(pk=depot.pk).exists()
    ressource.refresh_from_db()
    assert (ressource.etat, ressource.numero_version) == (R.EN_RELECTURE, 1)
    assert ressource.liens_producteurs.get().accord == "en_ligne"
    assert Courriel.objects.get(gabarit="v1_deposee").url == aller("assigner_relecture", ressource)


def test_un_second_clic_ne_depose_rien(ressource, client: Client):
    avec_livret(ressource)
    for _ in range(2):
        reponse = client.post(aller("deposer", ressource), {"numero": 1})
        assert reponse.url == ressource.get_absolute_url()
    assert "Rien n'a été déposé deux fois" in dit(reponse)
    assert Version.objects.count() == 1


def test_deposer_sans_fichier_garde_ce_qui_est_tape(ressource, client: Client):
    brouillon(ressource)
    reponse = client.post(aller("deposer", ressource), {"numero": 1, "note": "Un long texte", "accord": "on"})
    page = reponse.content.decode()
    assert "Ajoutez au moins un fichier" in page
    assert "Un long texte" in page
    assert "<title>Erreur" in page
    assert " checked" in page[page.index('name="accord"') :].split(">")[0]


def test_une_page_perimee_le_dit_et_propose_la_version_d_apres(campagne, nadia, client: Client):
    client.force_login(nadia)
    ressource = fabrique.ressource(campagne, R.EN_REVISION, [nadia])
    brouillon(ressource)
    page = client.post(aller("deposer", ressource), {"numero": 1, "note": "Mon texte"}).content.decode()
    assert "La V1 est déjà déposée" in page
    assert "Mon texte" in page
    assert 'name="numero" value="2"' in page
    assert Version.objects.count() == 1


@pytest.mark.parametrize("numero", ["", "abc", "0", "-1", "99999999"])
def test_un_numero_forge_ne_depose_rien(ressource, client: Client, numero):
    avec_livret(ressource)
    assert client.post(aller("deposer", ressource), {"numero": numero}).status_code == 200
    assert not Version.objects.exists()


def test_le_brouillon_garde_la_note(ressource, client: Client):
    depot = avec_livret(ressource)
    client.post(aller("noter_depot", ressource), {"note": "Chapitre 2 refait", "numero": 1})
    assert "Chapitre 2 refait" in client.get(aller("depot", ressource)).content.decode()
    reponse = client.post(aller("noter_depot", ressource), {"note": "Au vol"}, headers={"accept": "application/json"})
    assert reponse.status_code == 204
    depot.refresh_from_db()
    assert depot.note == "Au vol"
    page = client.post(aller("noter_depot", ressource), {"note": "x" * 2001}).content.decode()
    assert "x" * 2001 in page
    # Emptied in the form at the moment of the deposit: what the person sees is what is sealed.
    client.post(aller("deposer", ressource), {"numero": 1, "note": ""})
    assert Version.objects.get().note == ""


def test_la_v2_part_des_fichiers_de_la_v1(campagne, nadia, client: Client):
    client.force_login(nadia)
    ressource = fabrique.ressource(campagne, R.EN_REVISION, [nadia])
    client.post(aller("ouvrir_depot", ressource))
    page = client.get(aller("depot", ressource)).content.decode()
    assert page.count("<strong>Gardé</strong> de la V1") == 2
    livret = Piece.objects.get(depot__isnull=False, nature="livret")
    client.post(aller("retirer_piece", livret))
    page = client.get(aller("depot", ressource)).content.decode()
    assert "De la V1, ne seront pas dans la V2" in page
    assert "la validation ne pourra pas être demandée" in page
    ancien = Piece.objects.get(version__numero=1, nature="livret")
    for _ in range(2):
        client.post(aller("remettre_piece", ancien))
    assert Piece.objects.filter(depot__isnull=False).count() == 2
    fabrique.declarer(Depot.objects.get(ressource=ressource))
    client.post(aller("deposer", ressource), {"numero": 2})
    assert ressource.versions.get(numero=2).pieces.count() == 2
    ressource.refresh_from_db()
    assert ressource.etat == R.PRETE_A_VALIDER
    assert Courriel.objects.filter(gabarit="version_deposee", genre="nouvelle").exists()


def test_un_coproducteur_est_interroge_sur_la_publication(campagne, nadia, client: Client):
    client.force_login(nadia)
    paul = fabrique.enseignant(campagne)
    ressource = fabrique.ressource(campagne, producteurs=[nadia, paul])
    avec_livret(ressource)
    page = client.get(aller("depot", ressource)).content.decode()
    assert f"{paul.nom_complet}, pour donner son accord à la publication" in page
    client.post(aller("deposer", ressource), {"numero": 1})
    # She left the box empty: nothing is noted for her, and she is not written to about her own deposit.
    assert not ressource.liens_producteurs.exclude(accord="").exists()
    assert Courriel.objects.get(gabarit="accord_demande").personne == paul.pk


def test_annuler_le_depot_rend_le_brouillon(ressource, nadia, client: Client):
    avec_livret(ressource)
    client.post(aller("deposer", ressource), {"numero": 1, "note": "Un mot"})
    assert "reviennent dans le brouillon" in client.get(aller("annuler_depot", ressource)).content.decode()
    client.post(aller("annuler_depot", ressource))
    ressource.refresh_from_db()
    assert (ressource.etat, ressource.numero_version) == (R.EN_CONCEPTION, 0)
    depot = Depot.objects.get()
    assert (depot.note, depot.pieces.count()) == ("Un mot", 1)
    # Again: the page says why not.
    assert "n&#x27;est pas possible" in client.post(aller("annuler_depot", ressource)).content.decode()
    client.post(aller("deposer", ressource), {"numero": 1})
    assert Version.objects.filter(numero=1, annulee_le__isnull=True).count() == 1


def test_une_version_ouverte_ne_s_annule_plus(ressource, client: Client, campagne, nadia):
    version = fabrique.deposer(ressource)
    client.post(aller("marquer_ouverte", version))
    version.refresh_from_db()
    assert version.ouverte_le is None, "ses producteurs ne comptent pas"
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    for _ in range(2):
        assert client.post(aller("marquer_ouverte", version)).status_code == 204
    version.refresh_from_db()
    assert version.ouverte_le is not None
    client.force_login(nadia)
    assert "a déjà été ouverte" in client.post(aller("annuler_depot", ressource)).content.decode()


def test_une_version_qui_a_servi_ne_s_annule_plus(campagne, nadia):
    """Nobody has opened it, but a validation was asked of it, or proofreading reopened on it, then withdrawn."""
    for etat, geste in (
        (R.EN_VALIDATION, "retirer"),
        (R.PRETE_A_VALIDER, "rouvrir"),
    ):
        ressource = fabrique.ressource(campagne, etat, [nadia])
        coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
        if geste == "retirer":
            validations.retirer_demande(
                ressource=ressource, motif="Trop tôt.", acteur=coordinateur, maintenant=fabrique.MAINTENANT
            )
        else:
            services.rouvrir_relecture(ressource=ressource, acteur=coordinateur, maintenant=fabrique.MAINTENANT)
        with pytest.raises(ActionImpossible, match="a déjà servi"):
            services.annuler_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)


def test_annuler_previent_qui_devait_relire(ressource, nadia):
    fabrique.deposer(ressource)
    relecture = fabrique.relecture(ressource)
    services.annuler_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    relecture.refresh_from_db()
    assert relecture.etat == "close"
    assert Courriel.objects.filter(gabarit="relecture_plus_attendue", personne=relecture.relecteur_id).exists()


def test_la_page_coute_le_meme_prix_avec_beaucoup_de_fichiers_et_de_remarques(campagne, nadia, client: Client):
    client.force_login(nadia)
    comptes = []
    for nombre in (1, 20):
        ressource = fabrique.ressource(campagne, producteurs=[nadia])
        fabrique.deposer(ressource)
        relecture = fabrique.relecture(ressource)
        for i in range(nombre):
            services.ecrire_remarque(
                relecture=relecture, texte=f"R{i}", bloquante=True, endroit="", maintenant=fabrique.MAINTENANT
            )
        services.rendre_relecture(
            relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT
        )
        depot = brouillon(ressource)
        for i in range(nombre):
            services.ajouter_lien(depot=depot, nature="annexe", lien=f"https://exemple.fr/{i}", nom="")
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(aller("depot", ressource)).status_code == 200
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1]
    assert comptes[0] <= 18


def test_un_depot_refuse_dit_en_haut_tout_ce_qui_manque(ressource, client: Client):
    """All at once, with the way to it, before the page's own parts; a single summary takes the focus."""
    brouillon(ressource)
    grille = {"outils-TOTAL_FORMS": 0, "outils-INITIAL_FORMS": 0, "medias-TOTAL_FORMS": 0, "medias-INITIAL_FORMS": 0}
    page = client.post(aller("deposer", ressource), {"numero": 1, "note": "Premier jet"} | grille).content.decode()
    assert page.count('id="resume-erreurs"') == 1
    resume = page[page.index('id="resume-erreurs"') : page.index('id="fichiers"')]
    assert "La V1 n&#x27;est pas déposée" in resume
    for partie in ("fichiers", "engagements"):
        assert f'href="#{partie}"' in resume
        assert f'id="{partie}"' in page
    assert "Avant de déposer la V1, il manque" not in page, "dit une fois"
    assert "Premier jet" in page


def test_une_ligne_a_corriger_est_nommee_en_haut(ressource, client: Client):
    avec_livret(ressource)
    grille = {"outils-TOTAL_FORMS": 1, "outils-INITIAL_FORMS": 0, "medias-TOTAL_FORMS": 0, "medias-INITIAL_FORMS": 0}
    donnees = {"numero": 1, "note": "Premier jet", "outils-0-nom": "x" * 101} | grille
    page = client.post(aller("deposer", ressource), donnees).content.decode()
    resume = page[page.index('id="resume-erreurs"') : page.index('id="fichiers"')]
    assert "Outil 1, nom de l&#x27;outil" in resume
    assert 'href="#id_outils-0-nom"' in resume
    assert "x" * 101 in page
    assert not Version.objects.exists()
