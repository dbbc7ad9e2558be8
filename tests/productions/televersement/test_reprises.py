"""An upload taken up again, one that replaces a file, and whose it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commun.etats import EtatTeleversement
from commun.models import Televersement
from productions import services
from productions.models import Piece, Producteur
from tests import fabrique
from tests.productions.televersement.envois import JSON, PDF, annoncer, arrive, envoyer, finir

pytestmark = pytest.mark.django_db


def test_le_meme_fichier_reprend_apres_avoir_ferme_le_navigateur(depot, client: Client):
    envoi = annoncer(client, depot).json()
    envoyer(client, envoi, PDF[: len(PDF) // 2])
    page = client.get(reverse("productions:depot", args=[depot.ressource_id])).content.decode()
    assert "Envois inachevés" in page
    assert "49 % reçus sur 7,8 Ko" in page
    assert "choisissez de nouveau le fichier pour reprendre" in page
    assert "1 envoi inachevé : ce qui n'est pas ajouté avant le dépôt" in page
    encore = annoncer(client, depot).json()
    assert (encore["adresse"], encore["recus"]) == (envoi["adresse"], len(PDF) // 2)
    assert annoncer(client, depot, modifie_le=18).json()["adresse"] != envoi["adresse"]


def test_remplacer_par_morceaux_garde_la_place(depot, client: Client):
    ancienne = services.ajouter_fichier(
        depot=depot, nature="annexe", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT
    )
    finir(client, arrive(client, depot, nom="neuf.pdf", piece=ancienne.pk))
    piece = depot.pieces.get()
    assert (piece.pk, piece.nom, piece.nature) == (ancienne.pk, "neuf.pdf", "annexe")


def test_la_piece_a_remplacer_retiree_entre_temps_ne_fait_rien_perdre(depot, client: Client):
    ancienne = services.ajouter_fichier(
        depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT
    )
    envoi = arrive(client, depot, nom="neuf.pdf", piece=ancienne.pk)
    services.retirer_piece(piece=ancienne)
    assert "le fichier qu'il devait remplacer n'y est plus" in finir(client, envoi).json()["message"]
    assert depot.pieces.get().nom == "neuf.pdf"


def test_on_ne_remplace_que_dans_son_depot(depot, client: Client):
    ailleurs = fabrique.ressource()
    fabrique.deposer(ailleurs)
    scellee = Piece.objects.filter(version__ressource=ailleurs, lien="").get()
    assert annoncer(client, depot, piece=scellee.pk).status_code == 404
    assert annoncer(client, depot, piece=2**50).status_code == 404


def test_le_coproducteur_voit_ce_que_l_autre_envoie(depot, client: Client, hugo, horloge):
    envoyer(client, annoncer(client, depot, nom="cours.pdf").json(), PDF[:4_000])
    client.force_login(hugo)
    adresse = reverse("productions:depot", args=[depot.ressource_id])
    page = client.get(adresse).content.decode()
    assert "Nadia Benali envoie ce fichier : 49 % reçus sur 7,8 Ko." in page
    assert "Annuler l'envoi" not in page
    horloge(fabrique.MAINTENANT + timedelta(minutes=3))
    assert "Nadia Benali a commencé à l'envoyer : 49 % reçus" in client.get(adresse).content.decode()


def test_l_envoi_d_un_autre_n_existe_pas_pour_moi(depot, client: Client, hugo):
    envoi = arrive(client, depot)
    for qui in (hugo, fabrique.personne()):
        client.force_login(qui)
        assert client.get(envoi["adresse"]).status_code == 404
        assert envoyer(client, envoi, b"x").status_code == 404
        for action in ("finir", "annuler"):
            assert client.post(envoi[action], **JSON).status_code == 404
    client.logout()
    assert envoyer(client, envoi, b"x").status_code == 302
    assert Televersement.objects.get().etat == EtatTeleversement.EN_COURS


def test_qui_ne_produit_pas_n_envoie_rien(depot, client: Client, nadia):
    envoi = arrive(client, depot)
    Producteur.objects.filter(personne=nadia).delete()
    assert annoncer(client, depot).status_code in {403, 404}
    assert envoyer(client, envoi, b"x", debut=len(PDF)).status_code in {403, 404}
    assert finir(client, envoi).status_code in {403, 404}
    # What she sent is still hers to take away.
    assert client.post(envoi["annuler"], **JSON).status_code == 204
    client.force_login(fabrique.personne())
    assert annoncer(client, depot).status_code == 404
