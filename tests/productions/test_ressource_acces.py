"""Who may open what about a resource: 404 to a stranger, 403 to a reader who may not act, 405 to the wrong method."""

import pytest
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Remarque
from tests import fabrique

pytestmark = pytest.mark.django_db

CAMPAGNE = ["ressources"]
PRODUCTEURS = ["depot", "ouvrir_depot", "ajouter_fichier", "ajouter_lien", "noter_depot", "deposer", "annuler_depot"]
PRODUCTEURS += ["continuer_sans_relecture", "donner_accord"]
COORDINATION = ["reprendre", "accord_ecrit", "assigner_relecture", "clore_relecture", "rouvrir_relecture"]
PIECES = ["remplacer_piece", "changer_nature", "retirer_piece"]  # of a draft
RELECTEUR = ["relecture", "ajouter_remarque", "rendre_relecture"]
POST_SEULS = ["ouvrir_depot", "ajouter_fichier", "ajouter_lien", "noter_depot", "deposer", *PIECES, "remettre_piece"]
POST_SEULS += ["marquer_ouverte", "ajouter_remarque", "retirer_remarque"]
GET_SEULS = ["ressources", "depot", "telecharger", "relecture"]
REMARQUE = ["retirer_remarque", "repondre_remarque"]
PAGES = [
    *CAMPAGNE,
    *PRODUCTEURS,
    *COORDINATION,
    *PIECES,
    "remettre_piece",
    "telecharger",
    "marquer_ouverte",
    *RELECTEUR,
]
PAGES += [*REMARQUE, "piece_du_brouillon"]

_DEPOSER = [*PRODUCTEURS, *PIECES, "remettre_piece", "repondre_remarque"]
# Who, and what each page answers: what is not named is 200, 204 or 302.
REFUS = {
    "etranger": dict.fromkeys(PAGES, 404),
    "enseignant": dict.fromkeys([*_DEPOSER, *COORDINATION, *RELECTEUR, "retirer_remarque"], 403)
    | {"piece_du_brouillon": 404},
    "relecteur": dict.fromkeys([*_DEPOSER, *COORDINATION], 403) | {"piece_du_brouillon": 404},
    "producteur": dict.fromkeys([*COORDINATION, *RELECTEUR, "retirer_remarque"], 403),
    "inspecteur": dict.fromkeys([*_DEPOSER, *COORDINATION, *RELECTEUR, "retirer_remarque"], 403)
    | {"piece_du_brouillon": 404},
    "observateur": dict.fromkeys([*_DEPOSER, *COORDINATION, *RELECTEUR, "retirer_remarque"], 403)
    | {"piece_du_brouillon": 404},
    "coordinateur": dict.fromkeys([*_DEPOSER, *RELECTEUR, "retirer_remarque"], 403),
    "administrateur": dict.fromkeys([*_DEPOSER, *RELECTEUR, "retirer_remarque"], 403),
    # A superuser stands in for anybody, but never writes a proofreader's words.
    "superutilisateur": dict.fromkeys([*RELECTEUR, "retirer_remarque"], 403),
}


@pytest.fixture
def monde() -> dict:
    """A V2 with a handed-in remark, reopened to proofreading, and the draft of a V3."""
    campagne = fabrique.campagne()
    producteur, relecteur = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER, [producteur])
    depot = services.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)
    services.rouvrir_relecture(
        ressource=ressource,
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=fabrique.MAINTENANT,
    )
    relecture = fabrique.relecture(ressource, relecteur)
    services.ecrire_remarque(
        relecture=relecture, texte="Une coquille", bloquante=False, endroit="", maintenant=fabrique.MAINTENANT
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecteur, maintenant=fabrique.MAINTENANT)
    gens = {
        "etranger": fabrique.enseignant(fabrique.campagne()),
        "enseignant": fabrique.enseignant(campagne),
        "relecteur": relecteur,
        "producteur": producteur,
        "superutilisateur": fabrique.superutilisateur(),
        "administrateur": fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR),
    }
    for fonction in (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.OBSERVATEUR):
        gens[fonction.value] = fabrique.titulaire(campagne, fonction)
    objets = {"ressource": ressource, "depot": depot, "relecture": relecture, "remarque": Remarque.objects.get()}
    return {"campagne": campagne, **objets, **gens}


def objet(nom: str, monde: dict) -> int:
    """What the page is about."""
    if nom in ("telecharger", "remettre_piece"):
        return monde["relecture"].version.pieces.exclude(fichier="").get().pk
    if nom in (*PIECES, "piece_du_brouillon"):
        return monde["depot"].pieces.exclude(fichier="").get().pk
    if nom in REMARQUE:
        return monde["remarque"].pk
    if nom in RELECTEUR:
        return monde["relecture"].pk
    return monde["relecture"].version_id if nom == "marquer_ouverte" else monde["ressource"].pk


def adresse(nom: str, monde: dict) -> str:
    if nom in CAMPAGNE:
        campagne = monde["campagne"]
        return reverse(f"productions:{nom}", args=[campagne.pole.slug, campagne.cycle.libelle])
    vue = "telecharger" if nom == "piece_du_brouillon" else nom
    return reverse(f"productions:{vue}", args=[objet(nom, monde)])


@pytest.mark.parametrize("qui", REFUS)
def test_table_des_acces(qui: str, monde: dict):
    client = Client()
    client.force_login(monde[qui])
    adresses = {nom: adresse(nom, monde) for nom in PAGES}
    obtenus = {}
    # Destructive ones last: a piece that is gone answers 404 to everybody.
    for nom in sorted(PAGES, key=lambda n: n in (*PIECES, "deposer")):
        appel = client.post if nom in POST_SEULS else client.get
        reponse = appel(adresses[nom])
        if reponse.streaming:
            assert b"".join(reponse.streaming_content)
        statut = reponse.status_code
        obtenus[nom] = statut if statut in (403, 404) else 0
    assert {nom: statut for nom, statut in obtenus.items() if statut} == REFUS[qui]


def test_sans_connexion_on_est_renvoye_a_la_porte(monde: dict, client: Client):
    for nom in PAGES:
        appel = client.post if nom in POST_SEULS else client.get
        reponse = appel(adresse(nom, monde))
        assert reponse.status_code == 302
        assert reponse.url.startswith(reverse("account_login"))


def test_la_mauvaise_methode(monde: dict, client: Client):
    client.force_login(monde["producteur"])
    for nom in POST_SEULS:
        assert client.get(adresse(nom, monde)).status_code == 405, nom
    for nom in GET_SEULS:
        assert client.post(adresse(nom, monde)).status_code == 405, nom
    for nom in ("donner_accord", "annuler_depot", "repondre_remarque"):
        assert client.delete(adresse(nom, monde)).status_code == 405, nom


def test_une_ressource_annoncee_par_un_brouillon_ne_se_voit_que_de_l_equipe(client: Client):
    campagne = fabrique.campagne()
    fabrique.fiche(campagne)
    for fonction, visibles in ((Fonction.ENSEIGNANT, 1), (Fonction.COORDINATEUR, 1), (Fonction.INSPECTEUR, 0)):
        client.force_login(fabrique.titulaire(campagne, fonction))
        reponse = client.get(adresse("ressources", {"campagne": campagne}))
        assert len(reponse.context["ressources"]) == visibles, fonction
