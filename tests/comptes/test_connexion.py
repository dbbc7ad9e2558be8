"""Signing in: by password, by a code sent by e-mail, by a demonstration tile; and what stays closed."""

import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from commun import tasks  # noqa: F401 - the tasks that `taches_lancees` plays
from commun.models import Courriel
from comptes.models import Personne
from tests import fabrique

MOT_DE_PASSE = "quatre-mots-sans-rapport"
pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Personne:
    return Personne.objects.create_user("nadia@exemple.fr", MOT_DE_PASSE, prenom="Nadia", nom="Benali")


def _connectee(client) -> bool:
    return "_auth_user_id" in client.session


def _demander_code(client, email: str = "nadia@exemple.fr", suite: str = ""):
    return client.post(reverse("account_request_login_code"), {"email": email, "next": suite}, follow=True)


def _code() -> str:
    return re.search(r"\d{4}-\d{4}", Courriel.objects.get(gabarit="code_connexion").texte).group()


def test_par_mot_de_passe(client, nadia):
    page = client.post(reverse("account_login"), {"login": "Nadia@Exemple.fr", "password": MOT_DE_PASSE})
    assert page.status_code == 302
    assert _connectee(client)


def test_mot_de_passe_refuse_sans_dire_si_le_compte_existe(client, nadia):
    pages = [
        client.post(reverse("account_login"), {"login": email, "password": "faux"}).content.decode()
        for email in ("nadia@exemple.fr", "inconnue@exemple.fr")
    ]
    resumes = [re.search(r'id="resume-erreurs".*?</div>', page, re.S).group() for page in pages]
    assert resumes[0] == resumes[1]
    assert "<title>Erreur : Connexion" in pages[0]
    assert not _connectee(client)


def test_par_code_puis_retour_a_la_page_demandee(client, nadia):
    suite = reverse("comptes:mon_compte")
    page = _demander_code(client, suite=suite)
    assert b"nadia@exemple.fr" in page.content
    reponse = client.post(reverse("account_confirm_login_code"), {"code": _code(), "next": suite})
    assert reponse.url == suite
    assert _connectee(client)


def test_le_code_part_par_la_boite_d_envoi_et_reste_secret(
    client, nadia, taches_lancees, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        _demander_code(client, email="NADIA@exemple.fr")
    courriel = Courriel.objects.get()
    assert courriel.secret
    assert courriel.adresse == "nadia@exemple.fr"
    code = _code()
    with django_capture_on_commit_callbacks(execute=True):
        taches_lancees.jouer()
    assert code in mail.outbox[0].body
    assert code not in mail.outbox[0].subject


def test_trois_codes_faux_ferment_la_demande(client, nadia):
    _demander_code(client)
    for _ in range(3):
        reponse = client.post(reverse("account_confirm_login_code"), {"code": "0000-0000"})
    assert reponse.status_code == 302
    client.post(reverse("account_confirm_login_code"), {"code": _code()})
    assert not _connectee(client)


def test_adresse_inconnue_meme_page_et_aucun_courriel(client, nadia):
    connue = _demander_code(client).content.decode()
    client.logout()
    inconnue = _demander_code(client, email="paul@exemple.fr")
    assert Courriel.objects.count() == 1

    def sans_particularites(page: str) -> str:
        return re.sub(r'value="\w+"', "", page).replace("nadia@", "paul@")

    assert sans_particularites(inconnue.content.decode()) == sans_particularites(connue)


def test_compte_ferme_ne_recoit_pas_de_code(client, nadia):
    Personne.objects.update(is_active=False)
    _demander_code(client)
    assert not Courriel.objects.exists()


def _abandonner(client):
    return client.post(reverse("account_logout"), {"next": reverse("account_login")}, follow=True)


def test_demandes_de_code_limitees(client, nadia):
    for _ in range(3):
        _demander_code(client)
        _abandonner(client)
    assert "Trop d&#x27;essais en peu de temps" in _demander_code(client).content.decode()
    assert Courriel.objects.count() == 3


def test_un_autre_code_remplace_le_premier(client, nadia):
    _demander_code(client)
    premier = _code()
    confirmer = reverse("account_confirm_login_code")
    assert (
        "Seul le code le plus récent sert" in client.post(confirmer, {"action": "resend"}, follow=True).content.decode()
    )
    client.post(confirmer, {"code": premier})
    assert not _connectee(client)
    dernier = Courriel.objects.exclude(texte__contains=premier).get()
    client.post(confirmer, {"code": re.search(r"\d{4}-\d{4}", dernier.texte).group()})
    assert _connectee(client)


def test_changer_d_adresse_rouvre_la_page_de_connexion(client, nadia):
    _demander_code(client, email="nadai@exemple.fr")
    page = _abandonner(client)
    assert "<h1>Connexion</h1>" in page.content.decode()


def test_mots_de_passe_faux_limites(client, nadia):
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "nadia@exemple.fr", "password": "faux"})
    client.post(reverse("account_login"), {"login": "nadia@exemple.fr", "password": MOT_DE_PASSE})
    assert not _connectee(client)


def test_pas_d_inscription(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/compte/signup/").status_code == 404


def test_mot_de_passe_oublie(client, nadia):
    client.post(reverse("account_reset_password"), {"email": "nadia@exemple.fr"})
    courriel = Courriel.objects.get()
    assert courriel.secret
    assert courriel.url.startswith("/compte/mot-de-passe/nouveau/")
    formulaire = client.get(courriel.url, follow=True)
    adresse = formulaire.redirect_chain[-1][0]
    nouveau = "cheval-agrafe-pile-correct"
    fait = client.post(adresse, {"password1": nouveau, "password2": nouveau}, follow=True)
    assert fait.status_code == 200
    nadia.refresh_from_db()
    assert nadia.check_password(nouveau)
    assert "Ce lien ne sert plus" in client.get(courriel.url, follow=True).content.decode()


def test_mot_de_passe_oublie_adresse_inconnue(client):
    page = client.post(reverse("account_reset_password"), {"email": "rien@exemple.fr"}, follow=True)
    assert page.status_code == 200
    assert not Courriel.objects.exists()


def test_changer_puis_choisir_un_mot_de_passe(client, nadia):
    client.force_login(nadia)
    nouveau = "cheval-agrafe-pile-correct"
    donnees = {"oldpassword": MOT_DE_PASSE, "password1": nouveau, "password2": nouveau}
    fait = client.post(reverse("account_change_password"), donnees, follow=True)
    assert fait.redirect_chain[-1][0] == reverse("comptes:mon_compte")
    assert "Votre nouveau mot de passe est enregistré" in fait.content.decode()
    sans = fabrique.personne()
    client.force_login(sans)
    assert "entrez avec un code" in client.get(reverse("comptes:mon_compte")).content.decode()
    assert client.get(reverse("account_change_password"), follow=True).status_code == 200


def test_se_deconnecter_est_un_envoi(client, nadia):
    client.force_login(nadia)
    assert client.get(reverse("account_logout")).status_code == 200
    assert _connectee(client)
    client.post(reverse("account_logout"))
    assert not _connectee(client)


@pytest.mark.parametrize(
    "nom", ["account_login", "account_request_login_code", "account_reset_password", "account_reset_password_done",
            "account_inactive", "account_reset_password_from_key_done"],
)  # fmt: skip
def test_pages_ouvertes(client, nom):
    assert client.get(reverse(nom)).status_code == 200


def test_l_administration_passe_par_la_meme_porte(client, nadia):
    reponse = client.get("/administration/", follow=True)
    assert reponse.redirect_chain[-1][0].startswith(reverse("account_login"))
    client.force_login(nadia)
    assert client.get("/administration/login/").status_code == 403


@pytest.fixture
def compte_demo() -> Personne:
    return fabrique.personne("Hugo", "Lefèvre", demo_libelle="Représentant de la DRANE", demo_description="Signe.")


def test_tuile_de_demonstration(client, settings, compte_demo, nadia):
    settings.DEMO = True
    page = client.get(reverse("account_login")).content.decode()
    assert "Hugo Lefèvre" in page
    assert "Nadia Benali" not in page
    suite = reverse("comptes:mon_compte")
    reponse = client.post(reverse("comptes:connexion_demonstration", args=[compte_demo.pk]), {"next": suite})
    assert reponse.url == suite
    assert _connectee(client)


def test_tuile_vers_un_autre_site_refusee(client, settings, compte_demo):
    settings.DEMO = True
    adresse = reverse("comptes:connexion_demonstration", args=[compte_demo.pk])
    assert client.post(adresse, {"next": "https://ailleurs.example/"}).url == "/"


def test_pas_de_tuile_pour_un_compte_ordinaire_ni_par_un_lien(client, settings, nadia, compte_demo):
    settings.DEMO = True
    assert client.post(reverse("comptes:connexion_demonstration", args=[nadia.pk])).status_code == 404
    assert client.get(reverse("comptes:connexion_demonstration", args=[compte_demo.pk])).status_code == 405
    assert not _connectee(client)


def test_pas_de_tuile_hors_demonstration(client, compte_demo):
    assert "Hugo" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("comptes:connexion_demonstration", args=[compte_demo.pk])).status_code == 404
    assert not _connectee(client)


@pytest.mark.parametrize("demo", [True, False])
def test_un_compte_de_demonstration_n_ouvre_rien_ailleurs(client, settings, compte_demo, demo):
    settings.DEMO = demo
    compte_demo.set_password(MOT_DE_PASSE)
    compte_demo.save()
    client.post(reverse("account_login"), {"login": compte_demo.email, "password": MOT_DE_PASSE})
    assert _connectee(client) == demo
    client.logout()
    _demander_code(client, email=compte_demo.email)
    client.post(reverse("account_confirm_login_code"), {"code": _code()})
    assert _connectee(client) == demo
