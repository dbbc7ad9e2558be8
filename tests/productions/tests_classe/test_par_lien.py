"""The tester's link: opens one test and nothing else, says kindly why it no longer does, is found by nobody."""

import secrets
from datetime import timedelta

import pytest
from django.urls import reverse

from commun.jetons import empreinte
from commun.models import Courriel
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.etats import EtatTest
from productions.models import LienDeTest, Piece
from productions.services import tests_classe as services
from productions.views.tests_classe.porte import lien_du_jeton
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.tests_classe import DANS_UN_MOIS, lien_de, planifier, rendre

pytestmark = pytest.mark.django_db
PAGES = ("mon_test", "date_du_test", "renoncer_test", "reponses_test")


@pytest.fixture
def test(db):
    return planifier(fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION))


def par_lien(nom: str, jeton: str, *suite: object) -> str:
    return reverse(f"productions:{nom}_par_lien", args=[jeton, *suite])


def test_il_montre_la_ressource_et_ne_laisse_pas_de_trace(client, test) -> None:
    reponse = client.get(par_lien("mon_test", lien_de(test)))
    page = reponse.text
    assert "Bonjour Inès Roux" in page
    assert "Restaurer le cours dans Éléa" in page
    livret = test.version.pieces.get(nature="livret")
    adresse = par_lien("fichier_du_test", lien_de(test), livret.pk)
    assert adresse in page
    assert b"".join(client.get(adresse).streaming_content).startswith(b"%PDF")
    assert reponse["X-Robots-Tag"] == "noindex"
    assert "no-store" in reponse["Cache-Control"]
    assert reponse["Referrer-Policy"] == "strict-origin"
    test.refresh_from_db()
    assert test.version.ouverte_le is None
    assert test.etat == EtatTest.PLANIFIE


def test_il_n_ouvre_que_son_test(client, test) -> None:
    jeton, autre = lien_de(test), planifier(fabrique.ressource(etat=R.EN_REVISION))
    ailleurs = Piece.objects.filter(version=autre.version).exclude(fichier="").first()
    assert client.get(par_lien("fichier_du_test", jeton, ailleurs.pk)).status_code == 404
    # Neither a session nor another page: what the link's pages name is under the link, or public.
    for nom in PAGES:
        assert client.get(par_lien(nom, jeton)).status_code == 200
    assert "_auth_user_id" not in client.session
    for adresse in (test.get_absolute_url(), ailleurs.get_absolute_url(), reverse("accueil:accueil")):
        assert client.get(adresse).status_code == 302


def test_le_code_mene_a_la_meme_page(client, test) -> None:
    reponse = client.get(par_lien("qr_test", lien_de(test)))
    assert reponse["Content-Type"] == "image/svg+xml"
    assert reponse.content.startswith(b"<svg")
    assert b"style=" not in reponse.content


def test_confirmer_puis_changer_la_date(client, test) -> None:
    adresse = par_lien("date_du_test", lien_de(test))
    client.post(adresse, {"jour": DANS_UN_MOIS.isoformat()})
    test.refresh_from_db()
    assert test.etat == EtatTest.CONFIRME
    coordinateur = fabrique.titulaire(test.version.ressource.campagne_suivi, Fonction.COORDINATEUR)
    assert Courriel.objects.filter(gabarit="test_confirme", personne=coordinateur.pk).count() == 1
    # Confirming again says nothing more to anybody.
    client.post(adresse, {"jour": DANS_UN_MOIS.isoformat()})
    assert Courriel.objects.filter(gabarit="test_confirme", personne=coordinateur.pk).count() == 1
    page = client.post(adresse, {"jour": "2027-11-08"}).text
    assert "dites pourquoi le test a lieu après" in page
    client.post(adresse, {"jour": "2027-11-08", "motif_tardif": "Au programme de novembre."})
    test.refresh_from_db()
    assert test.jour_prevu.isoformat() == "2027-11-08"
    assert test.liens.get().expire_le.date().isoformat() == "2027-12-08"


def test_ne_plus_pouvoir_sans_dire_pourquoi(client, test) -> None:
    jeton = lien_de(test)
    client.post(par_lien("renoncer_test", jeton))
    test.refresh_from_db()
    assert test.etat == EtatTest.DECLINE
    assert Courriel.objects.filter(gabarit="test_decline", genre="action").exists()
    reponse = client.get(par_lien("mon_test", jeton))
    assert reponse.status_code == 410
    assert "rien ne vous est plus demandé" in reponse.text
    # The journal says that somebody without an account did, and names nobody.
    ecriture = test.version.ressource
    fabrique.titulaire(ecriture.campagne_suivi, Fonction.COORDINATEUR)
    client.force_login(fabrique.titulaire(ecriture.campagne_suivi, Fonction.COORDINATEUR))
    journal = client.get(reverse("accueil:journal_de_ressource", args=[ecriture.pk])).text
    assert "La personne qui teste ne peut plus faire le test" in journal
    assert "Inès" not in journal


def test_expire_il_se_renouvelle_a_la_meme_adresse(client, horloge, test) -> None:
    jeton = lien_de(test)
    apres = MAINTENANT + timedelta(days=62)
    horloge(apres)
    reponse = client.get(par_lien("reponses_test", jeton))
    assert reponse.status_code == 410
    assert "Ce lien a expiré" in reponse.text
    assert "Recevoir un nouveau lien" in reponse.text
    for _ in range(2):
        assert "Votre demande est reçue" in client.post(reverse("productions:nouveau_lien_test", args=[jeton])).text
    assert Courriel.objects.filter(gabarit="test_lien").count() == 1
    assert Courriel.objects.get(gabarit="test_lien").adresse == "ines.roux@exemple.fr"
    assert lien_de(test) != jeton
    assert client.get(par_lien("reponses_test", lien_de(test))).status_code == 200
    assert "Un lien plus récent" in client.get(par_lien("reponses_test", jeton)).text


def test_desactive_il_ne_se_redemande_pas(client, test) -> None:
    jeton, r = lien_de(test), test.version.ressource
    client.force_login(r.producteurs.get())
    client.post(reverse("productions:fermer_lien_test", args=[test.pk]))
    client.logout()
    reponse = client.get(par_lien("mon_test", jeton))
    assert reponse.status_code == 410
    assert "Le pôle a désactivé ce lien" in reponse.text
    assert "Recevoir un nouveau lien" not in reponse.text
    client.post(reverse("productions:nouveau_lien_test", args=[jeton]))
    assert test.liens.count() == 1
    # « Envoyer un nouveau lien » opens the door again, and the former one stays closed.
    test.refresh_from_db()
    services.renvoyer_lien(test=test, acteur=r.producteurs.get(), maintenant=MAINTENANT)
    assert client.get(par_lien("mon_test", lien_de(test))).status_code == 200
    assert client.get(par_lien("mon_test", jeton)).status_code == 410


def test_le_secret_n_est_garde_ni_montre_nulle_part(client, test) -> None:
    jeton = lien_de(test)
    assert not LienDeTest.objects.filter(empreinte=jeton).exists()
    client.force_login(fabrique.superutilisateur())
    adresses = (test.get_absolute_url(), f"/administration/productions/testenclasse/{test.pk}/change/")
    assert all(jeton not in client.get(adresse).text for adresse in adresses)


def test_dix_mille_jetons_au_hasard_ne_trouvent_rien(client, test) -> None:
    """A few through the page, where guessing is soon told to wait; the rest at the look-up itself."""
    rendre(planifier(fabrique.ressource(etat=R.EN_REVISION)))
    hasard = [secrets.token_urlsafe(32) for _ in range(10_000)]
    assert not LienDeTest.objects.filter(empreinte__in=[empreinte(jeton) for jeton in hasard]).exists()
    assert not any(lien_du_jeton(jeton) for jeton in hasard[:200])
    statuts = [client.get(par_lien("mon_test", secrets.token_urlsafe(32))).status_code for _ in range(40)]
    assert set(statuts) == {404, 429}
    assert statuts.index(429) == 30
    # Who holds a link is not kept out by whoever guesses beside them.
    assert client.get(par_lien("mon_test", lien_de(test))).status_code == 200
