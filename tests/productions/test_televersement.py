"""A large file enters a draft by pieces: each address, whom it answers, and the end that comes once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from commun.etats import EtatTeleversement
from commun.horloge import heure_machine
from commun.models import Televersement
from commun.services.televersements import MORCEAU_MAX
from productions import services
from productions.models import Depot, Piece, Producteur
from productions.services import depots
from productions.services.orphelins import NOMBRE_SUSPECT
from productions.tasks import purger_fichiers_orphelins
from tests import fabrique

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n" + b"contenu " * 1_000 + b"%%EOF\n"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def nadia():
    return fabrique.personne("Nadia", "Benali")


@pytest.fixture
def hugo():
    return fabrique.personne("Hugo", "Petit")


@pytest.fixture
def depot(nadia, hugo, client: Client) -> Depot:
    client.force_login(nadia)
    ressource = fabrique.ressource(producteurs=[nadia, hugo])
    return services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)


def annoncer(client: Client, depot: Depot, **champs):
    adresse = reverse("productions:commencer_televersement", args=[depot.ressource_id])
    return client.post(adresse, {"nom": "livret.pdf", "taille": len(PDF), "modifie_le": 17, **champs}, **JSON)


def envoyer(client: Client, envoi: dict, contenu: bytes, debut: int | str = 0, genre: str = "application/octet-stream"):
    return client.post(f"{envoi['morceaux']}?debut={debut}", data=contenu, content_type=genre, **JSON)


def finir(client: Client, envoi: dict):
    return client.post(envoi["finir"], **JSON)


def arrive(client: Client, depot: Depot, **champs) -> dict:
    """Announced and sent whole, not finished."""
    envoi = annoncer(client, depot, **champs).json()
    assert envoyer(client, envoi, PDF).json() == {"recus": len(PDF)}
    return envoi


def stockes() -> set[str]:
    lots = default_storage.listdir("productions/piece")[0] if default_storage.exists("productions/piece") else []
    return {nom for lot in lots for nom in default_storage.listdir(f"productions/piece/{lot}")[1]}


def dans_le_dossier(uuid: str) -> bool:
    return any((settings.DATA_DIR / "televersements").glob(f"{uuid.replace('-', '')}*"))


def cle(envoi: dict) -> str:
    return envoi["adresse"].split("/")[-2]


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


def test_le_depot_scelle_entre_temps_ne_fait_rien_perdre(depot, client: Client, nadia):
    """Sealed while the file was on its way: it waits, and the draft that follows takes it."""
    ressource = depot.ressource
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    envoi = annoncer(client, depot, nom="cours.pdf", nature="cours").json()
    envoyer(client, envoi, PDF[:100])
    fabrique.deposer(ressource, nadia)
    assert envoyer(client, envoi, PDF[100:], debut=100).json() == {"recus": len(PDF)}
    refus = finir(client, envoi)
    assert refus.status_code == 409
    assert "La V1 vient d'être déposée. « cours.pdf » est arrivé en entier et reste gardé" in refus.json()["erreurs"][0]
    page = client.get(reverse("productions:depot", args=[ressource.pk])).content.decode()
    assert "Arrivé en entier (7,8 Ko), pas encore dans ce dépôt." in page
    assert "Ajouter à ce dépôt" not in page
    assert annoncer(client, depot).status_code == 409
    ressource.refresh_from_db()
    services.continuer_sans_relecture(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    suivant = services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    assert "Ajouter à ce dépôt" in client.get(reverse("productions:depot", args=[ressource.pk])).content.decode()
    reponse = client.post(envoi["finir"], follow=True).content.decode()
    assert "au dépôt de la V2 : la version pour laquelle il partait est déjà déposée" in reponse
    assert suivant.pieces.get(nom="cours.pdf").nature == "cours"


def test_la_reponse_perdue_puis_le_depot_scelle_disent_ou_est_le_fichier(depot, client: Client, nadia):
    """It is in the version that was deposited meanwhile, not in a draft that follows."""
    envoi = arrive(client, depot)
    finir(client, envoi)
    fabrique.deposer(depot.ressource, nadia)
    assert finir(client, envoi).json()["message"] == (
        "« livret.pdf » est ajouté, et la V1 vient d'être déposée avec lui."
    )


def test_le_depot_scelle_pendant_qu_il_finit_ne_fait_rien_perdre(depot, client: Client, nadia, monkeypatch):
    """The file is stored, then the lock shows that the draft has gone."""
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    envoi, avant = arrive(client, depot, nom="cours.pdf"), stockes()
    stocker = depots._stocker

    def sceller_puis_stocker(*arguments) -> None:
        fabrique.deposer(depot.ressource, nadia)
        stocker(*arguments)

    monkeypatch.setattr(depots, "_stocker", sceller_puis_stocker)
    refus = finir(client, envoi)
    assert refus.status_code == 409
    assert "« cours.pdf » est arrivé en entier et reste gardé" in refus.json()["erreurs"][0]
    assert stockes() == avant
    assert client.get(envoi["adresse"]).json()["recus"] == len(PDF)


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


@pytest.fixture
def stockage_neuf(settings, tmp_path) -> None:
    """What the other tests stored would look like as many orphans."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}


def test_les_fichiers_que_rien_ne_nomme_s_effacent_la_nuit(stockage_neuf, depot, monkeypatch):
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    gardes = stockes()
    orphelin = default_storage.save("productions/piece/zz/orphelin", fabrique.fichier())
    purger_fichiers_orphelins()
    assert default_storage.exists(orphelin), "il vient d'arriver : sa pièce n'est peut-être pas encore écrite"
    monkeypatch.setattr("productions.tasks.heure_machine", lambda: _demain())
    for _ in range(2):
        purger_fichiers_orphelins()
        assert not default_storage.exists(orphelin)
    assert stockes() == gardes
    assert default_storage.exists(depot.pieces.get().fichier.name)


def test_trop_d_orphelins_sont_une_anomalie(stockage_neuf, depot, monkeypatch, caplog):
    """A database restored from another day must not cost the files."""
    orphelins = [
        default_storage.save(f"productions/piece/zz/{i}", fabrique.fichier()) for i in range(NOMBRE_SUSPECT + 1)
    ]
    monkeypatch.setattr("productions.tasks.heure_machine", lambda: _demain())
    purger_fichiers_orphelins()
    assert all(default_storage.exists(nom) for nom in orphelins)
    assert "rien n'est effacé" in caplog.text


def _demain():
    return heure_machine() + timedelta(days=2)
