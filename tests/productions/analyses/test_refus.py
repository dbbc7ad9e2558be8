"""What is read in a file and what is refused of it: people's data never enter a version."""

import gzip
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from commun.erreurs import ActionImpossible
from productions import services
from productions.models import Analyse, Version
from productions.services import analyses
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.hostiles.briques import fichier as membre
from tests.hostiles.faux import HOSTILES as FAUX
from tests.productions.analyses.fichiers import AVEC, COURS, E, ajouter, deposer, page

pytestmark = pytest.mark.django_db


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
