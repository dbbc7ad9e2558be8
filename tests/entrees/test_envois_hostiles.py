"""The addresses that only depot.js calls: no page has a form for them, so that they are attacked by hand."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from commun.models import Televersement
from commun.services.televersements import octets_arrives
from productions.models import Piece
from tests.conftest import COMPLET
from tests.entrees.attaques import FAUX, TEXTES
from tests.entrees.guichet import Guichet

pytestmark = pytest.mark.django_db

REFUS = {400, 404, 409, 413, 422}
ANNONCE = {"nom": "Livret.pdf", "taille": "2000", "modifie_le": "1", "nature": "", "piece": ""}
ACTIONS = ("recevoir_morceau", "finir_televersement", "annuler_televersement")


def test_une_annonce_forgee_ne_commence_rien(monde):
    guichet, qui = Guichet(), monde.roles["enseignant"]
    url = reverse("productions:commencer_televersement", args=[monde.ressources["a_deposer"].pk])
    assert guichet.poster(url, qui, ANNONCE).reponse.status_code == 201
    ailleurs = Piece.objects.exclude(depot__ressource=monde.ressources["a_deposer"]).first()
    faux = {
        "taille": [v for v in FAUX if v != ""] + ["", "1e3", "0x10"],
        "piece": [*(v for v in FAUX if v), ailleurs.pk],
    }
    faux |= {"modifie_le": ["-1", "9" * 5000, "hier"], "nature": ["inconnue", "9" * 5000], "nom": ["", " ", "x" * 5000]}
    for champ, valeurs in faux.items():
        for valeur in valeurs:
            essai = guichet.poster(url, qui, ANNONCE | {champ: valeur})
            # A character that nobody sees is taken out, and nothing is left of it.
            if (champ, valeur) == ("piece", "\x00"):
                continue
            assert essai.reponse.status_code in REFUS, (champ, valeur)
            assert essai.ecrits == [], (champ, valeur)
    for nom in TEXTES.values() if COMPLET else list(TEXTES.values())[1:3]:
        assert guichet.poster(url, qui, ANNONCE | {"nom": f"{nom}.pdf"}).reponse.status_code in REFUS | {201}, nom


@pytest.mark.parametrize("debut", [v for v in (*FAUX, "1", "1199", "1201", "2000", "-0.5") if v != "1200"])
def test_un_morceau_mal_place_n_ecrit_rien(monde, debut):
    guichet, envoi = Guichet(), monde.televersements["enseignant"]
    url = reverse("productions:recevoir_morceau", args=[envoi.pk])
    arrives = octets_arrives(envoi)
    essai = guichet.poster(
        url,
        monde.roles["enseignant"],
        b"y" * 10,
        content_type="application/octet-stream",
        QUERY_STRING=f"debut={debut}",
    )
    assert essai.reponse.status_code in REFUS
    assert octets_arrives(envoi) == arrives


@pytest.mark.parametrize("longueur", ["abc", "-1", "", "9" * 30])
def test_une_longueur_forgee_n_est_pas_une_erreur(monde, longueur):
    guichet, envoi = Guichet(), monde.televersements["enseignant"]
    arrives = octets_arrives(envoi)
    url = reverse("productions:recevoir_morceau", args=[envoi.pk])
    forge = {"content_type": "application/octet-stream", "QUERY_STRING": f"debut={arrives}"}
    essai = guichet.poster(url, monde.roles["enseignant"], b"y", CONTENT_LENGTH=longueur, **forge)
    assert essai.reponse.status_code in REFUS
    assert octets_arrives(envoi) == arrives


@pytest.mark.parametrize("action", ACTIONS)
def test_l_envoi_d_un_autre_n_existe_pas(monde, action):
    guichet = Guichet()
    for pk, role in ((uuid4(), "enseignant"), (monde.televersements["coproducteur"].pk, "enseignant")):
        url = reverse(f"productions:{action}", args=[pk])
        essai = guichet.poster(url, monde.roles[role], b"y", content_type="application/octet-stream")
        assert (essai.reponse.status_code, essai.ecrits) == (404, [])


def test_un_envoi_incomplet_ne_finit_pas(monde):
    guichet, envoi, pieces = Guichet(), monde.televersements["enseignant"], Piece.objects.count()
    url = reverse("productions:finir_televersement", args=[envoi.pk])
    for accepte in ("application/json", "text/html", "\x00", "x" * 5000):
        essai = guichet.poster(url, monde.roles["enseignant"], {}, HTTP_ACCEPT=accepte)
        assert not essai.accepte
        assert essai.ecrits == []
    assert Piece.objects.count() == pieces
    assert Televersement.objects.get(pk=envoi.pk).etat == envoi.etat
