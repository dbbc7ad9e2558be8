"""From the file that arrives to what its page says: read, refused, being read, taken up again."""

import gzip
import time
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from commun.archives import ArchiveRefusee, Budget, Limites
from commun.erreurs import ActionImpossible
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Analyse, Depot, Piece, Version
from productions.services import analyses, lectures
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.hostiles.briques import fichier as membre
from tests.hostiles.briques import tgz
from tests.hostiles.faux import HOSTILES as FAUX

pytestmark = pytest.mark.django_db
E = Analyse.Etat
PERSONNES = b'<users><user id="3"><username>lea.martin</username></user><user id="4"></user></users>'
AVEC = tgz(membre(b"users.xml", PERSONNES))
COURS = tgz()


@pytest.fixture
def depot(client: Client) -> Depot:
    campagne = fabrique.campagne(avec_equipe=True)
    nadia = fabrique.enseignant(campagne)
    client.force_login(nadia)
    ressource = fabrique.ressource(campagne, producteurs=[nadia])
    return services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=MAINTENANT)


def ajouter(depot: Depot, nom: str = "cours.mbz", contenu: bytes = COURS) -> Piece:
    return services.ajouter_fichier(
        depot=depot, nature="cours", fichier=fabrique.fichier(nom, contenu), maintenant=MAINTENANT
    )


def deposer(depot: Depot) -> Version:
    fabrique.declarer(depot)
    return services.deposer_version(ressource=depot.ressource, acteur=depot.ouvert_par, maintenant=MAINTENANT, numero=1)


def page(client: Client, depot: Depot, **entetes: str) -> str:
    """Its text as it is read."""
    return unescape(client.get(reverse("productions:depot", args=[depot.ressource_id]), headers=entetes).text)


@pytest.fixture
def lente(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one: read by a worker, later."""
    monkeypatch.setattr(analyses, "IMMEDIAT_MAX", 0)


def test_un_petit_cours_est_lu_sur_le_champ(depot, client):
    piece = ajouter(depot)
    assert piece.analyse.etat == E.FAITE
    assert (piece.analyse.essais, piece.analyse.finie_le) == (1, MAINTENANT)
    assert "Cours Moodle 4.1, aucune activité." in page(client, depot)
    assert deposer(depot).pieces.get().analyse == piece.analyse


def test_une_sauvegarde_avec_des_personnes_est_refusee_et_effacee(depot, client):
    url = reverse("productions:ajouter_fichier", args=[depot.ressource_id])
    reponse = client.post(url, {"nature": "nom", "fichiers": [fabrique.fichier("cours.mbz", AVEC)]})
    assert "contient les données de 2 personnes" in reponse.content.decode()
    piece = depot.pieces.get()
    assert piece.refus
    assert not default_storage.exists(piece.fichier.name)
    assert "lea.martin" not in str(piece.analyse.faits), "rien de ces personnes n'est gardé"
    texte = page(client, depot)
    assert "Refaites la sauvegarde sans les utilisateurs" in texte
    assert "Inclure les utilisateurs inscrits" in texte
    # At the top and beside the button.
    assert texte.count("une sauvegarde sans les utilisateurs à la place de « cours.mbz »") == 2
    # Its place is open for another one, and it does not count among what the version will hold.
    assert "Remplacer par un autre fichier" in texte
    assert "Aucun fichier retenu." in texte
    assert client.get(piece.get_absolute_url()).status_code == 404


def test_elle_n_entre_jamais_dans_une_version(depot):
    piece = ajouter(depot, contenu=AVEC)
    with pytest.raises(ActionImpossible, match="une sauvegarde sans les utilisateurs"):
        deposer(depot)
    assert not Version.objects.exists()
    services.remplacer_fichier(piece=piece, fichier=fabrique.fichier("cours.mbz", COURS), maintenant=MAINTENANT)
    assert deposer(depot)


def test_le_meme_fichier_refuse_ailleurs_l_est_aussitot(depot, lente, monkeypatch):
    premiere = ajouter(depot, contenu=AVEC)
    analyses.analyser(premiere.analyse_id, lambda: MAINTENANT)
    monkeypatch.setattr(analyses, "lire_contenu", lambda *_: pytest.fail("lu deux fois"))
    autre = ajouter(depot, "copie.mbz", AVEC)
    assert autre.analyse_id == premiere.analyse_id
    assert autre.refus
    assert not default_storage.exists(autre.fichier.name)


def test_retirer_la_piece_refusee_efface_son_explication(depot):
    services.retirer_piece(piece=ajouter(depot, contenu=AVEC))
    assert not depot.pieces.exists()


def test_un_gros_fichier_attend_et_la_page_le_dit(
    depot, client, lente, taches_lancees, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        piece = ajouter(depot)
    texte = page(client, depot)
    assert "Analyse du cours en cours" in texte
    assert 'hx-trigger="every 2s"' in texte
    assert "la fin de l'analyse de « cours.mbz »" in texte
    with pytest.raises(ActionImpossible, match="la fin de l'analyse"):
        deposer(depot)
    assert 'hx-trigger="every 2s"' in page(client, depot, hx_request="true")
    assert taches_lancees == [(analyses.TACHE, (piece.analyse_id,))]
    taches_lancees.jouer()
    suivi = page(client, depot, hx_request="true")
    assert "L'analyse est terminée." in suivi
    assert "hx-trigger" not in suivi
    assert f'id="contenu-{piece.pk}" hx-swap-oob="innerHTML"' in suivi
    assert deposer(depot)


def test_jouer_deux_fois_la_tache_ne_change_rien(depot, lente):
    piece = ajouter(depot)
    for _ in range(2):
        analyses.analyser(piece.analyse_id, lambda: MAINTENANT)
    analyse = Analyse.objects.get()
    assert (analyse.etat, analyse.essais) == (E.FAITE, 1)


def test_un_ouvrier_mort_est_remplace_trois_fois_au_plus(
    depot, lente, taches_lancees, django_capture_on_commit_callbacks
):
    piece = ajouter(depot)
    for essai in range(1, 4):
        assert lectures.reclamer(Analyse, piece.analyse_id, MAINTENANT).essais == essai
        with django_capture_on_commit_callbacks(execute=True):
            analyses.balayer_analyses(MAINTENANT + timedelta(minutes=1))
            assert not taches_lancees, "un ouvrier qui vient de donner signe de vie garde son travail"
            analyses.balayer_analyses(MAINTENANT + timedelta(minutes=3))
        taches_lancees.clear()
        Analyse.objects.update(battement=MAINTENANT)
    analyse = Analyse.objects.get()
    assert analyse.etat == E.ILLISIBLE
    assert "interrompue plusieurs fois" in analyse.motif
    with pytest.raises(ActionImpossible, match="un autre fichier"):
        deposer(depot)


def test_celui_qui_a_perdu_le_travail_n_ecrit_plus(depot, lente):
    piece = ajouter(depot)
    premier = lectures.reclamer(Analyse, piece.analyse_id, MAINTENANT)
    Analyse.objects.update(etat=E.EN_ATTENTE)
    lectures.reclamer(Analyse, piece.analyse_id, MAINTENANT)
    with pytest.raises(analyses.PlusLaMienne):
        analyses._battre(premier, lambda: MAINTENANT, 50)
    analyses._conclure(premier, E.REFUSEE, MAINTENANT, motif="non")
    assert Analyse.objects.get().etat == E.EN_COURS
    assert default_storage.exists(piece.fichier.name)


def test_ce_qui_prend_trop_de_temps_a_la_personne_est_laisse_a_un_ouvrier(
    depot, monkeypatch, taches_lancees, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(analyses, "IMMEDIAT", analyses.Limites(secondes=-1))
    with django_capture_on_commit_callbacks(execute=True):
        piece = ajouter(depot)
    assert piece.analyse.etat == E.EN_ATTENTE
    assert taches_lancees == [(analyses.TACHE, (piece.analyse_id,))]
    taches_lancees.jouer()
    assert Analyse.objects.get().etat == E.FAITE


def test_une_erreur_inattendue_se_dit_et_ne_laisse_rien_passer(depot, monkeypatch, caplog):
    monkeypatch.setattr(analyses, "lire_contenu", lambda *_: 1 / 0)
    assert ajouter(depot).analyse.etat == E.ILLISIBLE
    assert "en échec" in caplog.text
    with pytest.raises(ActionImpossible):
        deposer(depot)


@pytest.mark.parametrize("geste", ["ajouter", "remplacer"])
def test_ce_dont_la_lecture_a_echoue_est_relu_quand_on_le_depose_de_nouveau(depot, monkeypatch, geste):
    """As its sentence asks: it was no fault of the file's."""
    with monkeypatch.context() as panne:
        panne.setattr(analyses, "lire_contenu", lambda *_: 1 / 0)
        piece = ajouter(depot)
    assert "Déposez-le de nouveau" in piece.analyse.motif
    if geste == "ajouter":
        ajouter(depot)
    else:
        services.remplacer_fichier(piece=piece, fichier=fabrique.fichier("cours.mbz", COURS), maintenant=MAINTENANT)
    assert depot.pieces.get().analyse.etat == E.FAITE
    assert deposer(depot)


def test_un_pdf_sans_pages_n_empeche_rien(depot, client):
    piece = services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=MAINTENANT)
    assert piece.analyse.etat == E.ILLISIBLE
    assert "n'ont pas pu être comptées" in page(client, depot)
    assert deposer(depot)


@pytest.mark.parametrize("nom", ["faux-h5p-abime.h5p", "faux-sans-description.mbz"])
def test_un_fichier_hostile_est_refuse_par_la_page(nom, depot, client):
    url = reverse("productions:ajouter_fichier", args=[depot.ressource_id])
    envoi = {"nature": "nom", "fichiers": [fabrique.fichier(nom, FAUX[nom]())]}
    reponse = client.post(url, envoi, headers={"accept": "application/json"})
    assert reponse.status_code == 422
    assert "est refusé" in reponse.json()["erreurs"][0]
    assert not default_storage.exists(depot.pieces.get().fichier.name)


def test_l_option_cochee_sans_personne_avertit_seulement(depot, client):
    reglage = b"<setting><level>root</level><name>users</name><value>1</value></setting>"
    xml = b"<moodle_backup><information><settings>%s</settings></information></moodle_backup>" % reglage
    contenu = gzip.compress(membre(b"moodle_backup.xml", xml) + membre(b"users.xml", b"<users></users>") + bytes(1024))
    assert ajouter(depot, contenu=contenu).analyse.etat == E.FAITE
    assert "elle n'en contient aucun" in page(client, depot)
    assert deposer(depot)


def test_le_balayage_lit_ce_qui_est_venu_avant(depot):
    piece = ajouter(depot)
    Piece.objects.update(analyse=None)
    Analyse.objects.all().delete()
    with pytest.raises(ActionImpossible, match="la fin de l'analyse"):
        deposer(depot)
    assert analyses.balayer_analyses(MAINTENANT) == 1
    assert analyses.balayer_analyses(MAINTENANT) == 0
    piece.refresh_from_db()
    assert piece.analyse.etat == E.FAITE


def test_ce_qu_une_version_tenait_deja_n_est_pas_efface(depot, lente):
    """Sealed before files were read: it is said, and the version stays whole."""
    piece = ajouter(depot, contenu=AVEC)
    Analyse.objects.update(etat=E.FAITE)
    version = deposer(depot)
    Analyse.objects.update(etat=E.EN_ATTENTE)
    analyses.analyser(piece.analyse_id, lambda: MAINTENANT)
    scellee = version.pieces.get()
    assert scellee.refus
    assert Path(scellee.fichier.path).exists()


def test_ce_qu_il_y_a_a_lire_se_dit_a_qui_vise(client):
    """On the list, on the page where one signs, in the resource's story."""
    campagne = fabrique.campagne(avec_equipe=True)
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    depot = services.ouvrir_depot(
        ressource=ressource, acteur=ressource.liens_producteurs.get().personne, maintenant=MAINTENANT
    )
    activite = "<activity><sectionid>3</sectionid><modulename>{}</modulename><title>{}</title></activity>"
    section = "<section><sectionid>3</sectionid><title>1</title></section>"
    activites = (
        activite.format("quiz", "Se tester") + activite.format("assign", "Rendre") + activite.format("quiz", "Bis")
    )
    contenu = f"<contents><activities>{activites}</activities><sections>{section}</sections></contents>"
    xml = f"<moodle_backup><information><moodle_release>4.1.2</moodle_release>{contenu}</information></moodle_backup>"
    nommee = b'<section id="3"><name>Les nombres &lt;premiers&gt;</name></section>'
    ajouter(
        depot,
        contenu=gzip.compress(
            membre(b"sections/section_3/section.xml", nommee) + membre(b"moodle_backup.xml", xml.encode()) + bytes(1024)
        ),
    )
    livret = depot.pieces.get(nature="livret")
    Analyse.objects.filter(pk=livret.analyse_id).update(etat=E.FAITE, motif="", faits={"pages": 12})
    fabrique.deposer(ressource)
    demande = fabrique.demande(ressource)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    assert "livret de 12 pages, 3 activités" in client.get(reverse("validations:tableau")).text
    visa = unescape(client.get(demande.get_absolute_url()).text)
    assert "cours Moodle 4.1, 1 section, 3 activités : 2 tests, 1 devoir" in visa
    assert "Plan du cours" in visa
    assert "Les nombres <premiers>" in visa
    assert visa.index("Se tester") < visa.index("Rendre") < visa.index("Bis")
    assert ": 12 pages" in visa
    assert "3 activités : 2 tests, 1 devoir" in client.get(ressource.get_absolute_url()).text


def test_l_aide_dit_comment_refaire_la_sauvegarde(client):
    assert "Inclure les utilisateurs inscrits" in client.get(reverse("commun:aide")).text


def test_ce_qui_s_ouvre_longtemps_depuis_peu_d_octets_est_laisse_a_un_ouvrier():
    budget = Budget(1000, Limites(secondes=0.01))
    budget.lire(10)
    time.sleep(0.02)
    with pytest.raises(ArchiveRefusee) as refus:
        budget.ouvrir(10)
    assert refus.value.raison == "duree"


def test_l_administration_ne_montre_que_les_analyses_de_ce_qu_on_peut_lire(depot, client):
    analyse = ajouter(depot, contenu=AVEC).analyse
    liste = reverse("admin:productions_analyse_changelist")
    meneur, ailleurs = (
        fabrique.titulaire(portee, Fonction.COORDINATEUR)
        for portee in (depot.ressource.campagne_suivi, fabrique.campagne(avec_equipe=True))
    )
    for qui, vue in ((meneur, True), (ailleurs, False)):
        qui.is_staff = True
        qui.save()
        qui.user_permissions.add(Permission.objects.get(codename="view_analyse"))
        client.force_login(qui)
        assert (str(analyse) in client.get(liste).text) == vue
