"""« Changer mon adresse »: asked for, then proved from the new mailbox; a mail scanner changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commun.models import Courriel
from comptes import services
from comptes.models import ChangementAdresse, Personne
from tests import fabrique
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
CHANGER = "comptes:changer_adresse"
NOUVELLE = "claire.roux@exemple.fr"


@pytest.fixture
def claire(client) -> Personne:
    personne = fabrique.personne("Claire", "Moreau", email="claire.moreau@exemple.fr")
    client.force_login(personne)
    return personne


def demander(client, adresse: str = NOUVELLE, **champs):
    return client.post(reverse(CHANGER), {"adresse": adresse} | champs, follow=True)


def lien() -> str:
    return Courriel.objects.filter(gabarit="confirmer_adresse").latest("pk").url


def test_le_lien_part_vers_la_nouvelle_adresse_et_un_avis_vers_l_ancienne(client, claire):
    assert client.get(reverse(CHANGER)).status_code == 200
    page = demander(client, "Claire.Roux@exemple.fr").content.decode()
    assert "Tant que vous ne l&#x27;avez pas ouvert, rien ne change" in page
    assert f"{NOUVELLE} attend d'être confirmée" in page
    lien_envoye, avis = Courriel.objects.order_by("pk")
    assert (lien_envoye.adresse, lien_envoye.secret) == (NOUVELLE, True)
    assert avis.adresse == "claire.moreau@exemple.fr"
    assert "Si ce n'est pas vous" in avis.texte
    assert NOUVELLE not in avis.texte
    claire.refresh_from_db()
    assert claire.email == "claire.moreau@exemple.fr"
    # The secret itself is nowhere but in the mail.
    assert ChangementAdresse.objects.get().empreinte not in lien_envoye.url


def test_confirmer_change_l_adresse_ferme_les_autres_sessions_et_previent_l_ancienne(client, claire):
    ailleurs = Client()
    ailleurs.force_login(claire)
    demander(client)
    page = client.get(lien())
    assert page["Referrer-Policy"] == "strict-origin"
    assert "Claire Moreau utilisera désormais claire.roux@exemple.fr" in page.content.decode()
    # A mail scanner reads and leaves: nothing has changed.
    assert client.head(lien()).status_code == 200
    claire.refresh_from_db()
    assert claire.email == "claire.moreau@exemple.fr"
    reponse = client.post(lien(), follow=True)
    assert "vous entrez désormais avec claire.roux@exemple.fr" in reponse.content.decode()
    assert reponse.redirect_chain[-1][0] == reverse("comptes:mon_compte")
    claire.refresh_from_db()
    assert claire.email == NOUVELLE
    assert ailleurs.get(reverse("comptes:mon_compte")).status_code == 302
    assert Courriel.objects.get(gabarit="adresse_changee").adresse == "claire.moreau@exemple.fr"


def test_le_lien_sert_une_seule_fois(client, claire):
    demander(client)
    client.post(lien())
    for reponse in (client.get(lien()), client.post(lien())):
        assert reponse.status_code == 410
        assert "Ce lien ne sert plus" in reponse.content.decode()
    assert Courriel.objects.filter(gabarit="adresse_changee").count() == 1


def test_le_lien_s_ouvre_sans_etre_connecte(client, claire):
    demander(client)
    reponse = Client().post(lien(), follow=True)
    assert reponse.redirect_chain[-1][0] == reverse("account_login")
    claire.refresh_from_db()
    assert claire.email == NOUVELLE


def test_expire_remplace_ou_forge(client, claire, horloge):
    demander(client)
    premier = lien()
    demander(client, "claire.m@exemple.fr")
    assert client.get(premier).status_code == 410
    horloge(MAINTENANT + timedelta(hours=24, minutes=1))
    assert client.post(lien()).status_code == 410
    for forge in ("x" * 43, "é\x01", lien().rstrip("/")[-43:].swapcase()):
        assert client.get(reverse("comptes:confirmer_adresse", args=[forge])).status_code == 404
    claire.refresh_from_db()
    assert claire.email == "claire.moreau@exemple.fr"


def test_une_adresse_prise_n_est_revelee_qu_a_qui_lit_sa_boite(client, claire):
    fabrique.personne(email=NOUVELLE)
    prise, libre = (demander(client, adresse).content.decode() for adresse in (NOUVELLE, "libre@exemple.fr"))
    assert "Un lien de confirmation part vers" in prise
    assert "Un lien de confirmation part vers" in libre
    demander(client)
    reponse = client.post(lien())
    assert "Un autre compte a déjà cette adresse" in reponse.content.decode()
    claire.refresh_from_db()
    assert claire.email == "claire.moreau@exemple.fr"


def test_le_mot_de_passe_est_redemande_a_qui_en_a_un(client, claire):
    claire.set_password("quatre mots assez longs")
    claire.save()
    client.force_login(claire)
    form = demander(client, mot_de_passe="faux").context["form"]
    assert "pas votre mot de passe actuel" in form.errors["mot_de_passe"][0]
    assert form["adresse"].value() == NOUVELLE
    assert not ChangementAdresse.objects.exists()
    demander(client, mot_de_passe="quatre mots assez longs")
    assert ChangementAdresse.objects.exists()


@pytest.mark.parametrize("adresse", ["", "claire", "claire@", "a" * 250 + "@exemple.fr", "claire.moreau@exemple.fr"])
def test_une_adresse_impossible_est_dite(client, claire, adresse):
    assert demander(client, adresse).context["form"].errors
    assert not Courriel.objects.exists()


def test_renoncer(client, claire):
    demander(client)
    assert client.get(reverse("comptes:renoncer_adresse")).status_code == 405
    client.post(reverse("comptes:renoncer_adresse"))
    assert client.post(lien()).status_code == 410
    page = client.post(reverse("comptes:renoncer_adresse"), follow=True).content.decode()
    assert "Aucun changement d&#x27;adresse" in page


def test_cinq_demandes_par_jour(client, claire):
    for n in range(services.DEMANDES_PAR_JOUR):
        demander(client, f"claire{n}@exemple.fr")
    assert "Attendez demain" in demander(client).content.decode()
    assert ChangementAdresse.objects.count() == services.DEMANDES_PAR_JOUR


def test_un_compte_ferme_ne_change_plus(client, claire):
    demander(client)
    Personne.objects.filter(pk=claire.pk).update(is_active=False)
    assert "Ce compte est fermé" in Client().post(lien()).content.decode()


def test_ce_qui_attend_de_partir_suit_la_nouvelle_adresse(client, claire):
    demander(client)
    Courriel.objects.filter(gabarit="adresse_demandee").update(genre="nouvelle", prochain_essai=None)
    client.post(lien())
    assert Courriel.objects.get(gabarit="adresse_demandee").adresse == NOUVELLE


def test_les_demandes_anciennes_s_oublient(claire):
    services.demander_changement_adresse(personne=claire, adresse=NOUVELLE, maintenant=MAINTENANT)
    assert services.purger_changements_adresse(maintenant=MAINTENANT + timedelta(days=29)) == 0
    assert services.purger_changements_adresse(maintenant=MAINTENANT + timedelta(days=30)) == 1


def test_il_faut_etre_connecte(client):
    assert client.get(reverse(CHANGER)).status_code == 302
    assert client.post(reverse(CHANGER), {"adresse": NOUVELLE}).status_code == 302
    assert not Courriel.objects.exists()
