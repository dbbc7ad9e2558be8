"""The accounts in the administration."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from commun.models import Courriel
from commun.services.oublis import SUJET_EFFACE
from comptes.models import Personne
from tests import fabrique
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
AJOUT = "admin:comptes_personne_add"
SAISIE = {"email": "Nadia.Benali@exemple.fr", "prenom": "Nadia", "nom": "Benali"}


@pytest.fixture
def admin(client):
    client.force_login(fabrique.superutilisateur())
    return client


def test_un_compte_se_cree_sans_mot_de_passe(admin):
    admin.post(reverse(AJOUT), SAISIE)
    personne = Personne.objects.get(email="nadia.benali@exemple.fr")
    assert not personne.has_usable_password()
    assert personne.is_active
    assert not personne.is_staff


def test_ou_avec_un_mot_de_passe_solide(admin):
    reponse = admin.post(reverse(AJOUT), SAISIE | {"mot_de_passe": "azerty"})
    assert "mot_de_passe" in reponse.context["adminform"].form.errors
    admin.post(reverse(AJOUT), SAISIE | {"mot_de_passe": "quatre mots pour entrer"})
    assert Personne.objects.get(nom="Benali").check_password("quatre mots pour entrer")


def test_une_adresse_ne_sert_qu_une_fois(admin):
    fabrique.personne(email="nadia.benali@exemple.fr")
    assert "a déjà cette adresse" in admin.post(reverse(AJOUT), SAISIE).content.decode()


def test_la_liste_et_la_page(admin):
    personne = fabrique.personne("Nadia", "Benali")
    liste = admin.get(reverse("admin:comptes_personne_changelist"), {"q": "benali"})
    assert list(liste.context["cl"].queryset) == [personne]
    adresse = reverse("admin:comptes_personne_change", args=[personne.pk])
    assert admin.get(adresse).status_code == 200
    admin.post(adresse, {"email": "N.Benali@exemple.fr", "prenom": "Nadia", "nom": "Roux"})
    personne.refresh_from_db()
    assert (personne.email, personne.nom, personne.is_active) == ("n.benali@exemple.fr", "Roux", False)
    assert admin.get(reverse("admin:auth_user_password_change", args=[personne.pk])).status_code == 200


def test_qui_a_produit_ne_s_efface_pas(admin):
    produit, rien = fabrique.enseignant(fabrique.campagne()), fabrique.personne()
    for qui, reste in ((produit, True), (rien, False)):
        admin.post(reverse("admin:comptes_personne_delete", args=[qui.pk]), {"post": "yes"})
        assert Personne.objects.filter(pk=qui.pk).exists() == reste


def test_qui_s_efface_s_efface_des_courriels(admin):
    """Sent, failed, waiting; and those to the same address before there was an account. Nobody else's."""
    rien, voisin = fabrique.personne(email="ines.roux@exemple.fr"), fabrique.personne()
    ecrit = {"gabarit": "invitation", "sujet": "Inès Roux, venez", "texte": "Bonjour Inès", "cree_le": MAINTENANT}
    a_ines = {"adresse": "Ines.Roux@exemple.fr", "nom_destinataire": "Inès Roux", "valeurs": {"mots": {"x": "Inès"}}}
    for rang, champs in enumerate(
        (
            {"personne": rien.pk, "etat": "envoye"},
            {"personne": rien.pk, "etat": "echec", "erreur": "SMTPRecipientsRefused : ines.roux@exemple.fr"},
            {"personne": rien.pk, "etat": "en_attente", "prochain_essai": MAINTENANT},
            {"etat": "envoye"},
            {"etat": "en_attente", "prochain_essai": MAINTENANT},
            {"personne": voisin.pk, "etat": "envoye"},
        )
    ):
        Courriel.objects.create(cle=f"essai:{rang}", **ecrit, **a_ines, **champs)
    admin.post(reverse("admin:comptes_personne_delete", args=[rien.pk]), {"post": "yes"})
    assert not Personne.objects.filter(pk=rien.pk).exists()
    restent = Courriel.objects.order_by("cle")
    assert [c.cle for c in restent] == [f"essai:{rang}" for rang in (0, 1, 3, 4, 5)]
    dits = [(c.sujet, c.adresse, c.nom_destinataire, c.texte, c.valeurs, c.erreur) for c in restent]
    assert dits[:3] == [(SUJET_EFFACE, "", "", "", {}, "")] * 3
    assert all("Inès" in dit[0] and dit[1] for dit in dits[3:])


def test_qui_n_est_pas_superutilisateur_ne_touche_pas_a_qui_l_est(client):
    chef, qui = fabrique.superutilisateur(), fabrique.personne(is_staff=True)
    qui.user_permissions.set(Permission.objects.filter(content_type__app_label="comptes"))
    client.force_login(qui)
    assert client.get(reverse("admin:comptes_personne_change", args=[chef.pk])).status_code == 302
    autre = fabrique.personne()
    client.post(
        reverse("admin:comptes_personne_change", args=[autre.pk]),
        {"email": autre.email, "prenom": "A", "nom": "B", "is_active": "on", "is_superuser": "on", "is_staff": "on"},
    )
    autre.refresh_from_db()
    assert (autre.nom, autre.is_superuser, autre.is_staff) == ("B", False, False)


@pytest.mark.parametrize(("staff", "change"), [(False, True), (True, False)])
def test_le_mot_de_passe_d_un_administrateur_n_est_pas_a_ses_pairs(client, staff, change):
    qui, autre = fabrique.personne(is_staff=True), fabrique.personne(is_staff=staff)
    qui.user_permissions.set(Permission.objects.filter(content_type__app_label="comptes"))
    client.force_login(qui)
    nouveau = "quatre mots pour entrer"
    saisie = {"password1": nouveau, "password2": nouveau, "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[autre.pk]), saisie)
    client.post(reverse("admin:auth_user_password_change", args=[qui.pk]), saisie)
    autre.refresh_from_db()
    qui.refresh_from_db()
    assert (autre.check_password(nouveau), qui.check_password(nouveau)) == (change, True)


def test_celui_de_qui_conduit_un_pole_non_plus(client):
    """They enter the administration by their mandate, without being of the technical team."""
    conduit = fabrique.titulaire(fabrique.campagne(avec_equipe=True), "coordinateur")
    qui = fabrique.personne(is_staff=True)
    qui.user_permissions.set(Permission.objects.filter(content_type__app_label="comptes"))
    client.force_login(qui)
    nouveau = "quatre mots pour entrer"
    saisie = {"password1": nouveau, "password2": nouveau, "usable_password": "true"}
    assert client.post(reverse("admin:auth_user_password_change", args=[conduit.pk]), saisie).status_code == 403
    adresse = reverse("admin:comptes_personne_change", args=[conduit.pk])
    assert client.post(adresse, {"email": "autre@exemple.fr", "prenom": "A", "nom": "B"}).status_code == 403
    conduit.refresh_from_db()
    assert not conduit.check_password(nouveau)
    assert conduit.email != "autre@exemple.fr"
