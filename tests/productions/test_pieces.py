"""Files and links of a draft; downloads: what comes in, how it is kept, who gets it out."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.fichiers import empreinte_sha256
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Depot, Piece
from tests import fabrique
from tests.hostiles.briques import tgz

pytestmark = pytest.mark.django_db
ECHANTILLONS = Path(settings.BASE_DIR).parent / "shared" / "samples"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def nadia():
    return fabrique.personne("Nadia", "Benali")


@pytest.fixture
def depot(nadia, client: Client) -> Depot:
    client.force_login(nadia)
    ressource = fabrique.ressource(producteurs=[nadia])
    return services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def ajouter(client: Client, depot: Depot, *fichiers, nature: str = "nom", **options):
    donnees = {"fichiers": list(fichiers), "nature": nature}
    return client.post(aller("ajouter_fichier", depot.ressource), donnees, **options)


def stockes() -> set[str]:
    trouves = set()
    for lot in default_storage.listdir("productions/piece")[0]:
        trouves |= set(default_storage.listdir(f"productions/piece/{lot}")[1])
    return trouves


def test_la_nature_se_devine_et_se_corrige(depot, client: Client):
    # A gzipped tar, a livret, something else.
    fichiers = [("cours.mbz", tgz()), ("Livret d'utilisation.pdf", PDF), ("exercices.pdf", PDF + b"1")]
    assert ajouter(client, depot, *(fabrique.fichier(nom, contenu) for nom, contenu in fichiers)).status_code == 302
    natures = dict(depot.pieces.values_list("nom", "nature"))
    assert natures == {"cours.mbz": "cours", "Livret d'utilisation.pdf": "livret", "exercices.pdf": "annexe"}
    exercices = depot.pieces.get(nom="exercices.pdf")
    client.post(aller("changer_nature", exercices), {"nature": "livret"})
    client.post(aller("changer_nature", exercices), {"nature": "inconnue"})
    exercices.refresh_from_db()
    assert exercices.nature == "livret"


def test_la_nature_choisie_vaut_pour_tous(depot, client: Client):
    ajouter(client, depot, fabrique.fichier("a.pdf"), fabrique.fichier("b.pdf"), nature="livret")
    assert set(depot.pieces.values_list("nature", flat=True)) == {"livret"}


def test_un_fichier_refuse_n_empeche_pas_les_autres(depot, client: Client, settings):
    settings.TAILLE_MAX_FICHIER = 1024
    page = ajouter(
        client,
        depot,
        fabrique.fichier("bon.pdf"),
        fabrique.fichier("vide.pdf", b""),
        fabrique.fichier("programme.exe", b"MZ"),
        fabrique.fichier("menteur.pdf", b"MZ\x90"),
        fabrique.fichier("lourd.pdf", PDF + b"x" * 2000),
    ).content.decode()
    assert list(depot.pieces.values_list("nom", flat=True)) == ["bon.pdf"]
    champ = page[page.index('id="ajout_fichiers_error"') :]
    for message in ("« vide.pdf » est vide", "« programme.exe » est d", "celui d", "la limite est de 1 Ko"):
        assert message in champ
    assert "<title>Erreur" in page


def test_la_zone_de_depot_recoit_ses_reponses_en_json(depot, client: Client):
    json = {"headers": {"accept": "application/json"}}
    assert ajouter(client, depot, fabrique.fichier(), **json).status_code == 201
    refus = ajouter(client, depot, fabrique.fichier("x.exe", b"MZ"), **json)
    assert (refus.status_code, len(refus.json()["erreurs"])) == (422, 1)
    assert ajouter(client, depot, **json).json()["erreurs"] == ["Choisissez au moins un fichier."]


def test_le_meme_fichier_deux_fois_n_entre_qu_une(depot, client: Client, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            ajouter(client, depot, fabrique.fichier())
    piece = depot.pieces.get()
    assert Path(piece.fichier.name).name in stockes()
    avant = stockes()
    with django_capture_on_commit_callbacks(execute=True):
        ajouter(client, depot, fabrique.fichier())
    assert stockes() == avant, "le second exemplaire est effacé"


def test_un_lien(depot, client: Client):
    for _ in range(2):
        client.post(aller("ajouter_lien", depot.ressource), {"lien": "https://elea.exemple.fr/c/1", "nature": "cours"})
    piece = depot.pieces.get()
    assert (piece.nom, piece.fichier.name) == ("https://elea.exemple.fr/c/1", "")
    assert client.get(aller("telecharger", piece)).status_code == 404
    for mauvais in ("javascript:alert(1)", "ftp://exemple.fr/x", "pas une adresse", "https://" + "a" * 600 + ".fr"):
        page = client.post(
            aller("ajouter_lien", depot.ressource), {"lien": mauvais, "nature": "cours"}
        ).content.decode()
        assert "<title>Erreur" in page, mauvais
    assert depot.pieces.count() == 1


def test_remplacer_garde_la_version_d_avant(nadia, client: Client, django_capture_on_commit_callbacks):
    client.force_login(nadia)
    ressource = fabrique.ressource(etat=R.EN_REVISION, producteurs=[nadia])
    depot = services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    piece = depot.pieces.get(nature="livret")
    scellee = Piece.objects.get(version__numero=1, nature="livret")
    assert piece.fichier.name == scellee.fichier.name, "gardé, il n'est stocké qu'une fois"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(aller("remplacer_piece", piece), {"fichier": fabrique.fichier("livret2.pdf", PDF + b"2")})
    piece.refresh_from_db()
    assert (piece.nom, piece.nature) == ("livret2.pdf", "livret")
    with piece.fichier.open() as contenu:
        assert piece.sha256 == empreinte_sha256(contenu)
    assert default_storage.exists(scellee.fichier.name)
    ancien = piece.fichier.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(aller("remplacer_piece", piece), {"fichier": fabrique.fichier("livret3.pdf", PDF + b"3")})
    assert not default_storage.exists(ancien), "ce que personne ne nomme plus s'efface"


def test_un_mauvais_remplacement_le_dit_a_cote_du_champ(depot, client: Client):
    piece = services.ajouter_fichier(
        depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT
    )
    for fichier in (fabrique.fichier("x.exe", b"MZ"), fabrique.fichier("vide.pdf", b""), ""):
        page = client.post(aller("remplacer_piece", piece), {"fichier": fichier}).content.decode()
        assert f'id="remplace-{piece.pk}-erreur"' in page
    piece.refresh_from_db()
    assert piece.nom == "livret.pdf"


def test_retirer_efface_ce_que_personne_d_autre_ne_nomme(depot, client: Client, django_capture_on_commit_callbacks):
    piece = services.ajouter_fichier(
        depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(aller("retirer_piece", piece)).status_code == 302
    assert not default_storage.exists(piece.fichier.name)
    assert client.post(aller("retirer_piece", piece)).status_code == 404
    assert not depot.pieces.exists()


def test_un_fichier_qui_n_entre_pas_en_base_ne_reste_pas_au_stockage(depot):
    """The draft was deposited while the file was on its way."""
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    fabrique.deposer(depot.ressource)
    avant = stockes()
    with pytest.raises(ActionImpossible, match="vient d'être déposée"):
        services.ajouter_fichier(
            depot=depot,
            nature="annexe",
            fichier=fabrique.fichier("tard.pdf", PDF + b"t"),
            maintenant=fabrique.MAINTENANT,
        )
    assert stockes() == avant


def test_une_piece_deposee_ne_change_plus(nadia, client: Client):
    client.force_login(nadia)
    ressource = fabrique.ressource(etat=R.EN_RELECTURE, producteurs=[nadia])
    scellee = Piece.objects.get(version__ressource=ressource, nature="livret")
    for action in ("retirer_piece", "remplacer_piece", "changer_nature"):
        assert client.post(aller(action, scellee), {"nature": "annexe"}).status_code == 404
    with pytest.raises(ActionImpossible, match="ne change plus"):
        services.retirer_piece(piece=scellee)


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\nadia\\livret.pdf", "livret.pdf"),
        ("livret\r\nSet-Cookie: x=1.pdf", "livret Set-Cookie x=1.pdf"),
        ("cod\u202efdp.pdf", "codfdp.pdf"),
        ("<script>alert(1)</script>.pdf", "script .pdf"),
        ('a"; filename="b.pdf', "a ; filename= b.pdf"),
        ("a" * 400 + ".pdf", "a" * 146 + ".pdf"),
        ("été à l'école — n° 3.pdf", "été à l'école — n° 3.pdf"),
    ],
)
def test_un_nom_hostile_devient_propre(depot, client: Client, nom: str, attendu: str):
    # What a browser, or somebody pretending to be one, writes in the request.
    fichier = SimpleUploadedFile("x.pdf", PDF)
    fichier._name = nom
    piece = services.ajouter_fichier(depot=depot, nature="livret", fichier=fichier, maintenant=fabrique.MAINTENANT)
    assert piece.nom == attendu
    assert attendu not in piece.fichier.name
    reponse = client.get(aller("telecharger", piece))
    assert b"".join(reponse.streaming_content) == PDF
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert "\n" not in reponse["Content-Disposition"]
    assert "<script>alert" not in client.get(aller("depot", depot.ressource)).content.decode()


def test_qui_telecharge_un_brouillon(depot, client: Client):
    piece = services.ajouter_fichier(
        depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT
    )
    campagne = depot.ressource.campagne_suivi
    attendus = {
        Fonction.COORDINATEUR: 200,
        Fonction.ENSEIGNANT: 404,
        Fonction.INSPECTEUR: 404,
        Fonction.DRANE: 404,
        Fonction.OBSERVATEUR: 404,
    }
    for fonction, statut in attendus.items():
        client.force_login(fabrique.titulaire(campagne, fonction))
        reponse = client.get(aller("telecharger", piece))
        assert reponse.status_code == statut, fonction
        assert not reponse.streaming or b"".join(reponse.streaming_content)


def test_une_version_annulee_n_est_plus_lue_que_par_ses_producteurs_et_la_coordination(client: Client):
    ressource = fabrique.ressource(etat=R.EN_RELECTURE)
    campagne, producteur = ressource.campagne_suivi, ressource.liens_producteurs.get().personne
    relecteur = fabrique.relecture(ressource).relecteur
    piece = Piece.objects.get(version__ressource=ressource, nature="livret")
    services.annuler_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)
    for qui, statut in (
        (producteur, 200),
        (fabrique.titulaire(campagne, Fonction.COORDINATEUR), 200),
        (relecteur, 404),
        (fabrique.titulaire(campagne, Fonction.INSPECTEUR), 404),
    ):
        client.force_login(qui)
        reponse = client.get(aller("telecharger", piece))
        assert reponse.status_code == statut
        assert not reponse.streaming or b"".join(reponse.streaming_content)


def test_un_producteur_sans_mandat_garde_ses_fichiers(client: Client):
    parti = fabrique.personne()
    ressource = fabrique.ressource(etat=R.EN_RELECTURE, producteurs=[parti])
    client.force_login(parti)
    reponse = client.get(aller("telecharger", Piece.objects.get(version__ressource=ressource, nature="livret")))
    assert b"".join(reponse.streaming_content)


@pytest.mark.skipif(not ECHANTILLONS.exists(), reason="../shared/samples n'est pas là")
def test_de_vrais_cours_et_de_vrais_livrets_entrent_et_ressortent_entiers(depot, client: Client):
    fichiers = [*sorted((ECHANTILLONS / "mbz").glob("*.mbz")), *sorted((ECHANTILLONS / "livrets").iterdir())]
    # Two of the courses hold people's data: they are refused at once, and never reach a version.
    faits = json.loads((ECHANTILLONS / "mbz/facts.json").read_text())
    avec_personnes = {nom for nom, lus in faits.items() if lus["users_rows"]}
    for chemin in fichiers:
        with chemin.open("rb") as contenu:
            reponse = ajouter(client, depot, contenu)
        assert reponse.status_code == (200 if chemin.name in avec_personnes else 302), chemin.name
    assert depot.pieces.count() == len(fichiers)
    for chemin in fichiers:
        piece = depot.pieces.get(nom=chemin.name)
        reponse = client.get(aller("telecharger", piece))
        if chemin.name in avec_personnes:
            assert reponse.status_code == 404
            services.retirer_piece(piece=piece)
        else:
            assert b"".join(reponse.streaming_content) == chemin.read_bytes()
    fabrique.declarer(depot)
    version = services.deposer_version(
        ressource=depot.ressource, acteur=depot.ouvert_par, maintenant=fabrique.MAINTENANT, numero=1
    )
    assert version.pieces.filter(nature="cours").count() == len(faits) - len(avec_personnes) == 13
