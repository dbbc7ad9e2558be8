import pytest
from django.contrib.messages import get_messages

from tests.commun import adresses

pytestmark = [pytest.mark.urls("tests.commun.adresses"), pytest.mark.django_db]
MOTIF = "Il manque les niveaux concernés."


@pytest.fixture(autouse=True)
def _rien_de_fait() -> None:
    adresses.faites.clear()


def test_la_page_dit_ce_qui_va_se_passer(connectee) -> None:
    page = connectee.get("/essai-action/").content.decode()
    for attendu in ("<h1>Renvoyer la fiche", "redevient modifiable", "Nadia Benali, Yann Le Goff", "Renvoyer pour"):
        assert attendu in page
    assert not adresses.faites


def test_l_action_se_fait_et_se_dit(connectee) -> None:
    reponse = connectee.post("/essai-action/", {"motif": MOTIF})
    assert (reponse.status_code, reponse.url) == (302, "/aide/")
    assert adresses.faites == [MOTIF]
    assert [str(m) for m in get_messages(reponse.wsgi_request)] == ["La fiche est renvoyée."]


@pytest.mark.parametrize("motif", ["", "court", "x" * 2001])
def test_un_motif_insuffisant_se_corrige(connectee, motif: str) -> None:
    reponse = connectee.post("/essai-action/", {"motif": motif})
    assert reponse.status_code == 200
    assert reponse.context["form"].errors["motif"]
    assert not adresses.faites


def test_un_refus_garde_ce_qui_est_tape(connectee) -> None:
    reponse = connectee.post("/essai-action/", {"motif": "C'est impossible aujourd'hui."})
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "La fiche est déjà retenue." in page
    assert "impossible aujourd" in page
    assert not list(get_messages(reponse.wsgi_request))


def test_un_refus_devient_un_message(connectee) -> None:
    reponse = connectee.get("/essai-message/")
    assert [str(m) for m in get_messages(reponse.wsgi_request)] == ["jamais gardé", "Trop tard."]


def test_un_refus_imprevu_donne_une_page(connectee) -> None:
    reponse = connectee.get("/essai-refus/")
    assert reponse.status_code == 409
    assert "Personne n&#x27;a prévu ce refus." in reponse.content.decode()
