"""The demonstration's mails, on screen."""

import pytest

from commun.etats import EtatCourriel
from commun.models import Courriel
from commun.services.courriels import de_demonstration, envoyer

pytestmark = pytest.mark.django_db
LISTE = "/courriels-envoyes/"


@pytest.fixture(autouse=True)
def _demonstration(settings) -> None:
    settings.DEMO = True


@pytest.fixture
def courriels(instant):
    def creer(combien: int, **champs) -> list[Courriel]:
        defauts = {
            "adresse": "nadia.benali@ac-exemple.fr",
            "nom_destinataire": "Nadia Benali",
            "gabarit": "essai",
            "texte": "Relisez la V1.",
            "url": "/ressources/3/",
            "bouton": "Relire",
            "etat": EtatCourriel.ENVOYE,
            "cree_le": instant,
            "envoye_le": instant,
        }
        return [
            Courriel.objects.create(**{**defauts, "cle": f"{champs}{n}", "sujet": f"À relire {n}", **champs})
            for n in range(combien)
        ]

    return creer


def test_la_liste(connectee, courriels) -> None:
    courriels(2)
    courriels(1, sujet="Groupée", etat=EtatCourriel.GROUPE, genre="nouvelle", personne=1)
    page = connectee.get(LISTE).content.decode()
    assert "À relire 0" in page
    assert "Nadia Benali" in page
    assert "@ac-exemple.fr" not in page
    assert "Groupée" not in page


def test_chercher_un_destinataire(connectee, courriels) -> None:
    courriels(1)
    courriels(1, nom_destinataire="Yann Le Goff", sujet="À valider")
    page = connectee.get(LISTE, {"nom_destinataire": "le goff"}).content.decode()
    assert "À valider" in page
    assert "À relire" not in page
    assert "Aucun courriel pour ce destinataire" in connectee.get(LISTE, {"nom_destinataire": "zz"}).content.decode()


def test_rien_encore(connectee) -> None:
    assert "Aucun courriel pour l'instant" in connectee.get(LISTE).content.decode()


def test_le_detail(connectee, courriels) -> None:
    (courriel,) = courriels(1)
    page = connectee.get(f"{LISTE}{courriel.pk}/").content.decode()
    assert "Relisez la V1." in page
    assert 'href="/ressources/3/"' in page


def test_un_secret_est_masque(connectee, courriels) -> None:
    (courriel,) = courriels(1, secret=True, texte="Code : 123456", url="/entrer/abcdef/")
    page = connectee.get(f"{LISTE}{courriel.pk}/").content.decode()
    assert "Contenu masqué" in page
    assert "123456" not in page
    assert "abcdef" not in page


@pytest.mark.parametrize("adresse", [LISTE, f"{LISTE}1/"])
def test_hors_demonstration_la_page_n_existe_pas(connectee, settings, adresse: str) -> None:
    settings.DEMO = False
    assert connectee.get(adresse).status_code == 404


def test_il_faut_etre_connecte(client) -> None:
    assert client.get(LISTE).status_code == 302


def test_autant_de_requetes_pour_1_3_et_50_lignes(connectee, courriels, django_assert_max_num_queries) -> None:
    comptes = []
    for deja, lignes in ((0, 1), (1, 3), (3, 50)):
        courriels(lignes - deja, gabarit=f"g{lignes}")
        with django_assert_max_num_queries(12) as requetes:
            connectee.get(LISTE)
        comptes.append(len(requetes))
    assert len(set(comptes)) == 1, comptes


def test_un_secret_de_la_demonstration_s_ouvre_tant_qu_elle_l_est(connectee, courriels, settings) -> None:
    """Only what was written to somebody made up: a visitor's own address is nobody's to read."""
    personnel = {"secret": True, "texte": "Votre lien est en dessous.", "url": "/lien/invitation/abcdef/"}
    (fictif,) = courriels(1, adresse="nadia.benali@exemple.fr", **personnel)
    (vrai,) = courriels(1, adresse="moi@academie.fr", cle="vrai", **personnel)
    assert "/lien/invitation/abcdef/" in connectee.get(f"{LISTE}{fictif.pk}/").content.decode()
    assert "abcdef" not in connectee.get(f"{LISTE}{vrai.pk}/").content.decode()
    settings.DEMO = False
    assert not de_demonstration(fictif)


@pytest.mark.parametrize(("demo", "reste"), [(True, "Votre lien."), (False, "")])
def test_hors_demonstration_un_secret_parti_est_efface(courriels, settings, instant, demo: bool, reste: str) -> None:
    settings.DEMO = demo
    attente = {"etat": EtatCourriel.EN_ATTENTE, "prochain_essai": instant, "envoye_le": None}
    (courriel,) = courriels(1, cle="x", adresse="nadia@exemple.fr", secret=True, texte="Votre lien.", **attente)
    assert envoyer(courriel.pk, instant)
    courriel.refresh_from_db()
    assert courriel.texte == reste
