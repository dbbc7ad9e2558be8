"""The grid of declarations: shared as one types, prefilled, sealed, read by who signs."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible, Perime
from poles.models import Fonction
from productions import services
from productions.declarations import a_reprendre, conseils, lire, manques
from productions.etats import EtatRessource as R
from productions.models import Depot, NatureRessource, Version
from productions.sceau import sceller
from productions.views import brouillon
from tests import fabrique
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db

GRILLE = {
    "sans_donnees_eleves": "on",
    "rgpd": "on",
    "precisions": "Sans compte.",
    "outils-TOTAL_FORMS": "2",
    "outils-INITIAL_FORMS": "0",
    "outils-0-nom": "Éléa",
    "outils-0-genre": "institution",
    "outils-1-nom": "Padlet",
    "outils-1-genre": "autre",
    "outils-1-motif": "Un mur que les élèves remplissent ensemble.",
    "medias-TOTAL_FORMS": "2",
    "medias-INITIAL_FORMS": "0",
    "medias-0-quoi": "Photographie",
    "medias-0-source": "Wikimedia",
    "medias-0-licence": "CC BY 4.0",
    "medias-1-quoi": "",
}


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def gens(campagne):
    return [fabrique.enseignant(campagne), fabrique.enseignant(campagne)]


@pytest.fixture
def depot(campagne, gens, client: Client) -> Depot:
    client.force_login(gens[0])
    ressource = fabrique.ressource(campagne, producteurs=gens)
    depot = services.ouvrir_depot(ressource=ressource, acteur=gens[0], maintenant=MAINTENANT)
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=MAINTENANT)
    return depot


def adresse(nom: str, depot: Depot) -> str:
    return reverse(f"productions:{nom}", args=[depot.ressource_id])


def page(client: Client, depot: Depot) -> str:
    return client.get(adresse("depot", depot)).content.decode()


def test_les_regles_de_la_grille():
    assert len(manques({}, pour_la_classe=True)) == 2
    assert manques({}, pour_la_classe=False) == []
    assert manques(fabrique.DECLARATIONS, pour_la_classe=True) == []
    sans_raison = fabrique.DECLARATIONS | {"outils": [{"nom": "Padlet", "genre": "autre", "motif": " "}]}
    for classe in (True, False):
        assert manques(sans_raison, pour_la_classe=classe) == ["la raison d'employer « Padlet »"]
    assert conseils(fabrique.DECLARATIONS, pour_la_classe=True) == []
    incomplet = fabrique.DECLARATIONS | {"medias": [{"quoi": "Photo", "source": "", "licence": ""}]}
    dits = " ".join(conseils(incomplet, pour_la_classe=True))
    assert "Photo" in dits
    assert "dites qu'il n'y en a aucun" in dits
    assert lire({"outils": [{"nom": "X", "inconnu": 1}]}).outils[0].genre == "institution"
    assert "rgpd" not in a_reprendre(fabrique.DECLARATIONS)


def test_la_grille_s_enregistre_dans_le_brouillon_partage(depot, gens, client: Client):
    assert "la déclaration sur le RGPD" in page(client, depot)
    assert client.post(adresse("noter_depot", depot), GRILLE | {"note": "Mon mot"}).status_code == 302
    client.force_login(gens[1])
    lue = page(client, depot)
    assert 'value="Padlet"' in lue
    assert "Rien ne manque" in lue
    depot.refresh_from_db()
    assert [o["nom"] for o in depot.declarations["outils"]] == ["Éléa", "Padlet"]
    assert len(depot.declarations["medias"]) == 1, "une ligne vide n'est pas une ligne"
    assert (depot.revision, depot.modifie_par, depot.note) == (1, gens[0], "Mon mot")
    # Said again by anybody, it changes nothing.
    client.post(adresse("noter_depot", depot), GRILLE | {"note": "Mon mot"})
    depot.refresh_from_db()
    assert depot.revision == 1


def test_la_note_seule_ne_touche_pas_a_la_grille(depot, client: Client):
    fabrique.declarer(depot)
    client.post(adresse("noter_depot", depot), {"note": "Seule"})
    depot.refresh_from_db()
    assert (depot.note, depot.declarations["rgpd"]) == ("Seule", True)


def test_retirer_et_ajouter_une_ligne_sans_script(depot, client: Client):
    reponse = client.post(adresse("noter_depot", depot), GRILLE | {"retirer": "outils-0"})
    assert reponse.url.endswith("#outils")
    depot.refresh_from_db()
    assert [o["nom"] for o in depot.declarations["outils"]] == ["Padlet"]
    lue = page(client, depot)
    assert 'name="outils-1-nom"' in lue, "une ligne vide suit toujours"
    assert client.post(adresse("noter_depot", depot), GRILLE | {"ajouter": "medias"}).url.endswith("#medias")
    for forge in ("outils-9", "outils-x", "autre-0", "", "outils", "outils-" + "9" * 5_000):
        assert client.post(adresse("noter_depot", depot), GRILLE | {"retirer": forge}).status_code == 302


@pytest.mark.parametrize(
    "forge",
    [
        {"outils-0-nom": "x" * 5000},
        {"outils-0-genre": "pirate"},
        {"precisions": "x" * 5000},
        {"medias-0-source": "x" * 5000},
        {"outils-TOTAL_FORMS": "100000"},
        {"outils-TOTAL_FORMS": "non"},
    ],
)
def test_une_saisie_forgee_revient_avec_ce_qui_etait_tape(depot, client: Client, forge):
    for nom in ("noter_depot", "deposer"):
        reponse = client.post(adresse(nom, depot), GRILLE | {"numero": 1, "note": "Mon mot"} | forge)
        assert reponse.status_code == 200
        assert "Mon mot" in reponse.content.decode()
    assert not Version.objects.exists()
    depot.refresh_from_db()
    assert depot.declarations == {}


def test_ce_qui_ne_se_voit_pas_n_est_pas_garde(depot, client: Client):
    """PostgreSQL would refuse the first, the second turns the text round."""
    client.post(adresse("noter_depot", depot), GRILLE | {"medias-0-source": "a\0b\u202e"})
    depot.refresh_from_db()
    assert depot.declarations["medias"][0]["source"] == "ab"


def test_deposer_scelle_ce_que_la_page_montrait(depot, client: Client):
    client.post(adresse("deposer", depot), GRILLE | {"numero": 1, "note": "Premier jet"})
    version = Version.objects.get()
    assert version.declarations["outils"][1]["motif"].startswith("Un mur")
    assert version.sceau == sceller(version, version.pieces.all())
    version.declarations["rgpd"] = False
    assert version.sceau != sceller(version, version.pieces.all()), "le sceau couvre les déclarations"


def test_un_engagement_manque_le_depot_est_refuse_et_rien_n_est_perdu(depot, client: Client):
    sans = {cle: valeur for cle, valeur in GRILLE.items() if cle != "rgpd"} | {"numero": 1, "note": "Mon mot"}
    lue = client.post(adresse("deposer", depot), sans).content.decode()
    assert "Il manque encore dans les déclarations : la déclaration sur le RGPD" in lue
    assert "Mon mot" in lue
    assert not Version.objects.exists()
    depot.refresh_from_db()
    assert (depot.note, len(depot.declarations["outils"])) == ("Mon mot", 2), "le brouillon garde ce qui était tapé"


def test_le_service_prend_la_grille_du_brouillon(depot, gens):
    geste = {"ressource": depot.ressource, "acteur": gens[1], "maintenant": MAINTENANT, "numero": 1}
    with pytest.raises(ActionImpossible, match="Il manque encore dans les déclarations"):
        services.deposer_version(**geste)
    fabrique.declarer(depot, gens[1])
    assert services.deposer_version(**geste).declarations["precisions"] == "Les élèves travaillent sans compte."


def test_une_ressource_de_formation_n_a_rien_d_obligatoire(campagne):
    ressource = fabrique.ressource(campagne, nature=NatureRessource.FORMATION)
    qui = ressource.liens_producteurs.get().personne
    depot = services.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=MAINTENANT)
    services.ajouter_lien(depot=depot, nature="cours", lien="https://elea.exemple.fr/1", nom="")
    version = services.deposer_version(ressource=ressource, acteur=qui, maintenant=MAINTENANT, numero=1)
    assert version.declarations == {}


def test_la_v2_part_de_la_grille_de_la_v1_sauf_les_engagements(campagne, gens):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, gens)
    depot = services.ouvrir_depot(ressource=ressource, acteur=gens[0], maintenant=MAINTENANT)
    assert [o.nom for o in lire(depot.declarations).outils] == ["Éléa"]
    assert len(manques(depot.declarations, pour_la_classe=True)) == 2


def test_annuler_le_depot_rend_la_grille(depot, gens):
    fabrique.declarer(depot)
    ressource = depot.ressource
    services.deposer_version(ressource=ressource, acteur=gens[0], maintenant=MAINTENANT, numero=1)
    rendu = services.annuler_depot(ressource=ressource, acteur=gens[0], maintenant=MAINTENANT)
    assert rendu.declarations["rgpd"] is True


def test_deux_coproducteurs_ecrivent_en_meme_temps(depot, gens, client: Client):
    """The second page says who wrote meanwhile, keeps what was typed, then overwrites knowingly."""
    services.noter_depot(depot=depot, note="Le mot d'Hugo", acteur=gens[1], maintenant=MAINTENANT)
    perimee = GRILLE | {"note": "Mon mot", "lu": "0", "numero": 1}
    for nom in ("noter_depot", "deposer"):
        reponse = client.post(adresse(nom, depot), perimee)
        lue = reponse.content.decode()
        assert f"{gens[1].nom_complet} a modifié ce brouillon le jeudi 14 janvier à 10 h 00" in lue
        assert "Mon mot" in lue
        assert 'value="Padlet"' in lue
        assert 'name="lu" value="1"' in lue
    assert client.post(adresse("noter_depot", depot), perimee).status_code == 409
    reponse = client.post(adresse("noter_depot", depot), perimee, headers={"accept": "application/json"})
    assert (reponse.status_code, gens[1].nom_complet in reponse.json()["erreur"]) == (409, True)
    depot.refresh_from_db()
    assert depot.note == "Le mot d'Hugo"
    assert client.post(adresse("noter_depot", depot), perimee | {"lu": "1"}).status_code == 302
    # One's own other tab is no stranger.
    assert client.post(adresse("noter_depot", depot), perimee | {"note": "Encore", "lu": "0"}).status_code == 302
    with pytest.raises(Perime):
        services.noter_depot(depot=depot, note="Non", lu=1, acteur=gens[1], maintenant=MAINTENANT)


def test_ce_qu_un_coproducteur_ecrit_au_moment_du_depot_n_est_pas_perdu(depot, gens, client: Client, monkeypatch):
    """Between the draft that is kept and the version that is sealed from the same page."""
    garder = brouillon.garder

    def garder_puis_laisser_ecrire(*arguments) -> int | None:
        lu = garder(*arguments)
        services.noter_depot(depot=depot, note="Le mot d'Hugo", lu=lu, acteur=gens[1], maintenant=MAINTENANT)
        return lu

    monkeypatch.setattr(brouillon, "garder", garder_puis_laisser_ecrire)
    lue = client.post(adresse("deposer", depot), GRILLE | {"note": "Mon mot", "lu": "0", "numero": 1}).content.decode()
    assert f"{gens[1].nom_complet} a modifié ce brouillon" in lue
    assert "Mon mot" in lue
    assert not Version.objects.exists()
    monkeypatch.undo()
    client.post(adresse("deposer", depot), GRILLE | {"note": "Mon mot", "lu": "2", "numero": 1})
    assert Version.objects.get().note == "Mon mot"


def test_on_ne_depose_que_la_liste_que_la_page_montrait(depot, gens, client: Client):
    vues = re.search(r'name="vues" value="(\w+)"', page(client, depot)).group(1)
    annexe = services.ajouter_fichier(
        depot=depot, nature="annexe", fichier=fabrique.fichier("annexe.pdf"), maintenant=MAINTENANT
    )
    envoi = GRILLE | {"note": "Mon mot", "numero": 1}
    lue = client.post(adresse("deposer", depot), envoi | {"vues": vues}).content.decode()
    assert "La liste des fichiers et des liens a changé" in lue
    assert "annexe.pdf" in lue
    assert "Mon mot" in lue
    assert not Version.objects.exists()
    services.retirer_piece(piece=annexe)
    client.post(adresse("deposer", depot), envoi | {"vues": vues})
    assert Version.objects.get().pieces.count() == 1


def test_enregistre_en_route_dit_sa_revision(depot, client: Client):
    for revision in ("1", "1"):
        reponse = client.post(adresse("noter_depot", depot), GRILLE, headers={"accept": "application/json"})
        assert (reponse.status_code, reponse.headers["Brouillon-Revision"]) == (204, revision)


def test_qui_signe_les_lit(campagne, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    client.force_login(fabrique.titulaire(campagne, Fonction.DRANE))
    for url in (ressource.get_absolute_url(), ressource.demandes.get().get_absolute_url()):
        lue = client.get(url).content.decode()
        assert "Les élèves travaillent sans compte." in lue
        assert "Éléa (de l'institution)" in lue or "Éléa (de l&#x27;institution)" in lue


def test_une_version_d_avant_la_grille_le_dit(campagne, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    Version.objects.filter(ressource=ressource).update(declarations={})
    client.force_login(fabrique.titulaire(campagne, Fonction.DRANE))
    assert "Aucune déclaration n" in client.get(ressource.demandes.get().get_absolute_url()).content.decode()
