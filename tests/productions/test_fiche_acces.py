"""Who may open what about a fiche: 404 to a stranger, 403 to a reader who may not act, 405 to the wrong method."""

import pytest
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db

CAMPAGNE = ["fiches", "nouvelle_fiche", "pdf_fiches"]
POST_SEULS = ["soumettre_fiche", "retenir_fiche", "pdf_fiche", "pdf_fiches"]
GET_SEULS = ["fiches", "fiche", "imprimer_fiche"]
DECISIONS = ["retenir_fiche", "renvoyer_fiche", "rouvrir_fiche", "abandonner_fiche", "reprendre_fiche"]
PAGES = [*CAMPAGNE, *GET_SEULS[1:], "modifier_fiche", "soumettre_fiche", "pdf_fiche", *DECISIONS]

# Who, and what each page answers: what is not named is 200 or 302.
REFUS = {
    "etranger": dict.fromkeys(PAGES, 404),
    "enseignant": dict.fromkeys(["modifier_fiche", "soumettre_fiche", *DECISIONS], 403),
    "auteur": dict.fromkeys(DECISIONS, 403),
    "inspecteur": dict.fromkeys(["nouvelle_fiche", "modifier_fiche", "soumettre_fiche", *DECISIONS], 403),
    "observateur": dict.fromkeys(["nouvelle_fiche", "modifier_fiche", "soumettre_fiche", *DECISIONS], 403),
    "coordinateur": {},
    "administrateur": {},
    "superutilisateur": {},
}


@pytest.fixture
def monde() -> dict:
    campagne = fabrique.campagne()
    auteur = fabrique.enseignant(campagne)
    gens = {
        "etranger": fabrique.enseignant(fabrique.campagne()),
        "enseignant": fabrique.enseignant(campagne),
        "auteur": auteur,
        "superutilisateur": fabrique.superutilisateur(),
        "administrateur": fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR),
    }
    for fonction in (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.OBSERVATEUR):
        gens[fonction.value] = fabrique.titulaire(campagne, fonction)
    return {"campagne": campagne, "fiche": fabrique.fiche(campagne, [auteur], soumise=True), **gens}


def adresse(nom: str, monde: dict) -> str:
    campagne = monde["campagne"]
    args = [campagne.pole.slug, campagne.cycle.libelle] if nom in CAMPAGNE else [monde["fiche"].pk]
    return reverse(f"productions:{nom}", args=args)


@pytest.mark.parametrize("qui", REFUS)
def test_table_des_acces(qui: str, monde: dict):
    client = Client()
    client.force_login(monde[qui])
    obtenus = {}
    for nom in PAGES:
        # The state may refuse in words (409) what the role allows.
        appel = client.post if nom in POST_SEULS else client.get
        statut = appel(adresse(nom, monde)).status_code
        obtenus[nom] = statut if statut in (403, 404) else 0
    assert {nom: statut for nom, statut in obtenus.items() if statut} == REFUS[qui]


def test_sans_connexion_on_est_renvoye_a_la_porte(monde: dict, client: Client):
    for nom in PAGES:
        appel = client.post if nom in POST_SEULS else client.get
        reponse = appel(adresse(nom, monde))
        assert reponse.status_code == 302
        assert reponse.url.startswith(reverse("account_login"))


def test_la_mauvaise_methode(monde: dict, client: Client):
    client.force_login(monde["coordinateur"])
    for nom in POST_SEULS:
        assert client.get(adresse(nom, monde)).status_code == 405
    for nom in GET_SEULS:
        assert client.post(adresse(nom, monde)).status_code == 405
    for nom in ("modifier_fiche", "renvoyer_fiche"):
        assert client.delete(adresse(nom, monde)).status_code == 405


def test_le_refus_dit_qui_peut(monde: dict, client: Client):
    client.force_login(monde["auteur"])
    page = client.post(adresse("retenir_fiche", monde)).content.decode()
    assert "au PREDAC ou à l&#x27;IAN du pôle" in page


def test_un_brouillon_ne_se_voit_que_de_l_equipe_et_de_ses_auteurs(client: Client):
    campagne = fabrique.campagne()
    auteur, parti = fabrique.enseignant(campagne), fabrique.personne()
    brouillon = fabrique.fiche(campagne, [auteur, parti])
    attendus = {
        auteur: 200,
        parti: 200,  # a producer without any mandate any more
        fabrique.enseignant(campagne): 200,
        fabrique.titulaire(campagne, Fonction.COORDINATEUR): 200,
        fabrique.titulaire(campagne, Fonction.INSPECTEUR): 404,
        fabrique.titulaire(campagne, Fonction.OBSERVATEUR): 404,
    }
    for qui, statut in attendus.items():
        client.force_login(qui)
        assert client.get(brouillon.get_absolute_url()).status_code == statut
