"""A file arrives piece by piece, over the pages' own addresses; what will not pass is said early."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from commun.models import Televersement
from commun.services.televersements import MORCEAU_MAX
from tests import fabrique
from tests.productions.televersement.envois import (
    JSON,
    PDF,
    annoncer,
    arrive,
    cle,
    dans_le_dossier,
    envoyer,
    finir,
    stockes,
)

pytestmark = pytest.mark.django_db


def test_un_fichier_arrive_par_morceaux(depot, client: Client, django_capture_on_commit_callbacks):
    reponse = annoncer(client, depot, nom="Livret d'utilisation.pdf")
    envoi = reponse.json()
    assert (reponse.status_code, envoi["recus"], envoi["taille"]) == (201, 0, len(PDF))
    assert envoyer(client, envoi, PDF[:3_000]).json() == {"recus": 3_000}
    assert client.get(envoi["adresse"]).json()["recus"] == 3_000
    assert envoyer(client, envoi, PDF[3_000:], debut=3_000).json() == {"recus": len(PDF)}
    with django_capture_on_commit_callbacks(execute=True):
        assert finir(client, envoi).status_code == 201
    piece = depot.pieces.get()
    assert (piece.nom, piece.nature, piece.taille) == ("Livret d'utilisation.pdf", "livret", len(PDF))
    with piece.fichier.open() as contenu:
        assert contenu.read() == PDF
    assert not dans_le_dossier(cle(envoi)), "une fois rangé, rien n'en reste ailleurs"


def test_finir_deux_fois_donne_une_piece(depot, client: Client, django_capture_on_commit_callbacks):
    envoi, avant, reponses = arrive(client, depot), stockes(), []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            reponses.append(finir(client, envoi))
    assert [r.status_code for r in reponses] == [201, 201]
    assert reponses[0].json() == reponses[1].json()
    assert len(stockes() - avant) == depot.pieces.count() == 1
    assert client.get(envoi["adresse"]).json()["etat"] == "fini"


def test_un_morceau_mal_place_dit_ou_reprendre(depot, client: Client):
    envoi = annoncer(client, depot).json()
    envoyer(client, envoi, PDF[:100])
    for debut in (0, 50, 101, 2**53):
        reponse = envoyer(client, envoi, PDF[:100], debut=debut)
        assert (reponse.status_code, reponse.json()) == (409, {"recus": 100})


@pytest.mark.parametrize(
    ("corps", "debut", "genre", "statut"),
    [
        (b"", 0, "application/octet-stream", 400),
        (b"x", "", "application/octet-stream", 400),
        (b"x", -1, "application/octet-stream", 400),
        (b"x", "abc", "application/octet-stream", 400),
        (b"x", 10**30, "application/octet-stream", 400),
        (b"a=b", 0, "application/x-www-form-urlencoded", 400),
        (b"x" * (MORCEAU_MAX + 1), 0, "application/octet-stream", 413),
    ],
)
def test_un_morceau_mal_forme_n_ecrit_rien(depot, client: Client, corps, debut, genre, statut):
    envoi = annoncer(client, depot).json()
    reponse = envoyer(client, envoi, corps, debut=debut, genre=genre)
    assert reponse.status_code == statut
    assert reponse.json()["erreurs"]
    assert client.get(envoi["adresse"]).json()["recus"] == 0


def test_un_morceau_sans_jeton_est_refuse(depot, nadia):
    envoi = fabrique.televersement(depot.ressource, nadia, PDF)
    severe = Client(enforce_csrf_checks=True)
    severe.force_login(nadia)
    adresse = reverse("productions:recevoir_morceau", args=[envoi.pk]) + "?debut=0"
    assert severe.post(adresse, data=PDF, content_type="application/octet-stream").status_code == 403
    severe.get(reverse("productions:depot", args=[depot.ressource_id]))
    jeton = {"x-csrftoken": severe.cookies["csrftoken"].value}
    reponse = severe.post(adresse, data=PDF, content_type="application/octet-stream", headers=jeton)
    assert reponse.json() == {"recus": len(PDF)}


@pytest.mark.parametrize(
    ("champs", "statut", "dit"),
    [
        ({"taille": 10**12}, 422, "la limite est de"),
        ({"taille": 0}, 422, "est vide"),
        ({"nom": "virus.exe"}, 422, "d'un genre qui n'est pas accepté"),
        ({"nom": ""}, 422, "ne peut pas être envoyé"),
        ({"nom": "a" * 1_001 + ".pdf"}, 422, "ne peut pas être envoyé"),
        ({"taille": -1}, 422, "ne peut pas être envoyé"),
        ({"taille": 10**30}, 422, "ne peut pas être envoyé"),
        ({"modifie_le": 10**30}, 422, "ne peut pas être envoyé"),
        ({"nature": "inconnue"}, 422, "ne peut pas être envoyé"),
        ({"piece": "abc"}, 422, "ne peut pas être envoyé"),
    ],
)
def test_ce_qui_ne_passera_pas_se_dit_avant_le_premier_octet(depot, client: Client, champs, statut, dit):
    reponse = annoncer(client, depot, **champs)
    assert reponse.status_code == statut
    assert dit in reponse.json()["erreurs"][0]
    assert not Televersement.objects.exists()


def test_un_nom_trompeur_est_annonce_tel_qu_on_le_lit(depot, client: Client):
    assert annoncer(client, depot, nom="a\0\u202e.pdf").json()["nom"] == "a.pdf"


def test_un_mauvais_contenu_se_dit_au_premier_morceau(depot, client: Client):
    envoi = annoncer(client, depot, nom="cours.mbz", taille=400_000_000).json()
    reponse = envoyer(client, envoi, b"MZ" * 1_000)
    assert reponse.status_code == 422
    assert "n'est pas celui d'un fichier .mbz" in reponse.json()["erreurs"][0]
    assert finir(client, envoi).status_code == 409


def test_un_mauvais_contenu_ne_finit_pas(depot, client: Client):
    contenu = b"PK\x03\x04" + b"x" * 2_000
    envoi = annoncer(client, depot, nom="cours.docx", taille=len(contenu)).json()
    envoyer(client, envoi, contenu)
    reponse = finir(client, envoi)
    assert (reponse.status_code, depot.pieces.count()) == (422, 0)


def test_annuler(depot, client: Client, django_capture_on_commit_callbacks):
    envoi = arrive(client, depot)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(envoi["annuler"], **JSON).status_code == 204
    assert not dans_le_dossier(cle(envoi))
    assert finir(client, envoi).status_code == 409
    assert not depot.pieces.exists()
    # Without its script, the page has a button for it.
    autre = annoncer(client, depot, modifie_le=3).json()
    page = client.post(autre["annuler"], follow=True).content.decode()
    assert "L&#x27;envoi de « livret.pdf » est annulé." in page
    # After a cancellation the same file begins anew.
    assert annoncer(client, depot).json()["recus"] == 0


@pytest.mark.parametrize("action", ["morceaux", "finir", "annuler"])
def test_un_get_n_agit_pas(depot, client: Client, action):
    assert client.get(annoncer(client, depot).json()[action]).status_code == 405
    assert client.get(reverse("productions:finir_televersement", args=[uuid4()])).status_code == 405


def test_le_fichier_entre_au_stockage_sans_copie(depot, client: Client):
    """On the disk of the storage, it is renamed: no second writing of hundreds of megabytes."""
    envoi = arrive(client, depot)
    recu = (settings.DATA_DIR / "televersements" / cle(envoi).replace("-", "")).stat().st_ino
    finir(client, envoi)
    with depot.pieces.get().fichier.open() as contenu:
        assert settings.DATA_DIR.joinpath("fichiers", contenu.name).stat().st_ino == recu


def test_la_page_ne_coute_pas_plus_avec_dix_envois(depot, client: Client, django_assert_max_num_queries):
    for rang in range(10):
        annoncer(client, depot, modifie_le=rang)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("productions:depot", args=[depot.ressource_id])).status_code == 200
