"""The personal link of an invitation: it opens once, for whoever reads the mailbox, and tells a stranger nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commun import tasks  # noqa: F401 - the tasks that `taches_lancees` plays
from commun.models import Courriel
from comptes.models import Personne
from journal.models import Ecriture
from poles import services
from poles.models import Fonction, Invitation, Mandat
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT

pytestmark = pytest.mark.django_db
NOMS = {"prenom": "Inès", "nom": "Roux-Vidal"}


@pytest.fixture
def mandat() -> Mandat:
    return fabrique.invitation(fabrique.campagne())


def lien(jeton: str = "", nom: str = "accueillir") -> str:
    return reverse(f"poles:{nom}", args=[jeton or fabrique.secret_du_lien("invitation")])


def connectee(client) -> bool:
    return "_auth_user_id" in client.session


def test_le_courriel_porte_un_lien_personnel_et_dit_son_delai(mandat):
    courriel = Courriel.objects.get()
    assert courriel.secret
    assert courriel.adresse == mandat.personne.email
    assert "14 jours, jusqu'au jeudi 28 janvier" in courriel.texte
    assert len(courriel.texte.split()) < 200
    # The database alone opens nothing.
    jeton = fabrique.secret_du_lien("invitation")
    assert len(jeton) == 43
    assert Invitation.objects.get().empreinte != jeton
    assert str(mandat.campagne.pole) in courriel.texte


def test_le_lien_part_puis_s_efface_de_la_boite_d_envoi(taches_lancees, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        fabrique.invitation(fabrique.campagne())
    jeton = fabrique.secret_du_lien("invitation")
    with django_capture_on_commit_callbacks(execute=True):
        taches_lancees.jouer()
    assert jeton in mail.outbox[0].body
    assert not Courriel.objects.filter(gabarit="invitation").exclude(url="", texte="").exists()


def test_lire_la_page_ne_change_rien(client, mandat):
    for reponse in (client.get(lien()), client.get(lien()), client.head(lien())):
        assert reponse.status_code == 200
    contenu = client.get(lien()).content.decode()
    assert f"Bienvenue, {mandat.personne.nom_complet}" in contenu
    assert str(mandat.campagne.pole) in contenu
    assert Invitation.objects.get().utilise_le is None
    assert not connectee(client)


def test_la_page_garde_son_adresse_pour_elle(client, mandat):
    reponse = client.get(lien())
    assert reponse["Referrer-Policy"] == "strict-origin"
    assert "no-store" in reponse["Cache-Control"]
    assert reponse["X-Robots-Tag"] == "noindex"


def test_entrer_corrige_le_nom_choisit_l_etablissement_et_mene_au_pole(client, mandat):
    etablissement = fabrique.etablissement()
    reponse = client.post(lien(), NOMS | {"etablissement": etablissement.uai}, follow=True)
    assert reponse.redirect_chain == [(mandat.campagne.get_absolute_url(), 302)]
    assert "Bienvenue, Inès Roux-Vidal" in reponse.content.decode()
    assert connectee(client)
    personne = Personne.objects.get(pk=mandat.personne_id)
    assert personne.nom == "Roux-Vidal"
    assert personne.affectations.get().etablissement == etablissement
    assert Invitation.objects.get().utilise_le
    ecriture = Ecriture.objects.get(action="invitation.utiliser")
    assert (ecriture.acteur, ecriture.chaine) == (personne, mandat.campagne.chaine)


def test_le_formulaire_de_la_page_passe_la_protection_des_formulaires(mandat):
    client = Client(enforce_csrf_checks=True)
    page = client.get(lien())
    jeton = page.context["csrf_token"]
    assert client.post(lien(), NOMS).status_code == 403
    assert client.post(lien(), NOMS | {"csrfmiddlewaretoken": str(jeton)}).status_code == 302


@pytest.mark.parametrize("champs", [{}, {"prenom": "Inès"}, NOMS | {"etablissement": "inconnu"}, {"nom": "x" * 101}])
def test_une_saisie_incomplete_est_dite_et_ne_consomme_pas_le_lien(client, mandat, champs):
    form = client.post(lien(), champs).context["form"]
    assert form.errors
    assert not connectee(client)
    assert Invitation.objects.get().utilise_le is None


def test_le_lien_sert_une_seule_fois(client, mandat):
    client.post(lien(), NOMS)
    autre = Client()
    for reponse in (autre.get(lien()), autre.post(lien(), NOMS)):
        assert reponse.status_code == 410
        contenu = reponse.content.decode()
        assert "Ce lien a déjà servi" in contenu
        assert "Recevoir un nouveau lien" in contenu
        assert mandat.personne.nom not in contenu
    assert not connectee(autre)


def test_chaque_refus_dit_ce_qui_s_est_passe(client, mandat, horloge):
    premier = lien()
    services.renvoyer_invitation(
        mandat=mandat,
        acteur=fabrique.titulaire(mandat.campagne, Fonction.COORDINATEUR),
        maintenant=MAINTENANT + timedelta(minutes=10),
    )
    assert "Un lien plus récent a été envoyé" in client.get(premier).content.decode()
    second = lien()
    Personne.objects.filter(pk=mandat.personne_id).update(is_active=False)
    assert "est fermé" in client.post(second, NOMS).content.decode()
    Personne.objects.filter(pk=mandat.personne_id).update(is_active=True, last_login=timezone.now())
    assert "déjà entrée dans le service" in client.post(second, NOMS).content.decode()
    Personne.objects.filter(pk=mandat.personne_id).update(last_login=None)
    horloge(MAINTENANT + timedelta(days=14, minutes=9))
    assert client.get(second).status_code == 200
    horloge(MAINTENANT + timedelta(days=14, minutes=11))
    assert "Ce lien a expiré le jeudi 28 janvier : il valait 14 jours" in client.post(second, NOMS).content.decode()
    Mandat.objects.filter(pk=mandat.pk).update(fin=JOUR)
    assert "a été annulée" in client.get(second).content.decode()
    assert not connectee(client)


@pytest.mark.parametrize("forge", ["x" * 43, "é\x01", "..", "%00", "a" * 3000])
def test_un_lien_forge_n_est_jamais_une_erreur(client, mandat, forge):
    for reponse in (client.get(lien(forge)), client.post(lien(forge), NOMS)):
        assert reponse.status_code == 404
        assert "n&#x27;a jamais existé" in reponse.content.decode()
    assert client.post(lien(forge, "nouveau_lien")).status_code == 200


def test_une_session_ouverte_a_un_autre_nom_est_dite_puis_remplacee(client, mandat):
    client.force_login(fabrique.personne("Paul", "Martin"))
    assert "au nom de Paul Martin" in client.get(lien()).content.decode()
    client.post(lien(), NOMS)
    assert client.session["_auth_user_id"] == str(mandat.personne_id)


def test_recevoir_un_nouveau_lien(client, mandat, horloge):
    ancien = lien()
    horloge(MAINTENANT + timedelta(days=20))
    assert client.get(reverse("poles:nouveau_lien", args=["x"])).status_code == 405
    reponse = client.post(ancien + "nouveau/")
    assert reponse.status_code == 200
    courriels = Courriel.objects.filter(gabarit="invitation")
    assert [c.adresse for c in courriels] == [mandat.personne.email] * 2
    assert "le nouveau lien que vous avez demandé" in courriels.latest("pk").texte
    assert "Un lien plus récent" in client.get(ancien).content.decode()
    assert client.post(lien(), NOMS).status_code == 302


def test_un_nouveau_lien_ne_remplit_pas_une_boite_et_ne_dit_rien_a_un_inconnu(client, mandat, horloge):
    pages = [client.post(lien(nom="nouveau_lien")), client.post(lien("x" * 43, "nouveau_lien"))]
    horloge(MAINTENANT + timedelta(minutes=6))
    pages += [client.post(lien(nom="nouveau_lien")) for _ in range(3)]
    assert len({page.content for page in pages}) == 1
    # The first mail, then one after the delay.
    assert Courriel.objects.filter(gabarit="invitation").count() == 2


def test_trop_de_demandes_sont_arretees(client, mandat):
    statuts = [client.post(lien("x" * 43, "nouveau_lien")).status_code for _ in range(21)]
    assert statuts == [200] * 20 + [429]


def test_pas_de_lien_pour_une_invitation_annulee_ni_pour_un_compte_ferme(client, mandat, horloge):
    horloge(MAINTENANT + timedelta(days=15))
    Personne.objects.filter(pk=mandat.personne_id).update(is_active=False)
    client.post(lien(nom="nouveau_lien"))
    Personne.objects.filter(pk=mandat.personne_id).update(is_active=True)
    Mandat.objects.filter(pk=mandat.pk).update(fin=JOUR)
    client.post(lien(nom="nouveau_lien"))
    assert Courriel.objects.filter(gabarit="invitation").count() == 1


def test_qui_est_deja_venu_apprend_comment_entrer(client, mandat):
    client.post(lien(), NOMS)
    for _ in range(2):
        Client().post(lien(nom="nouveau_lien"))
    courriel = Courriel.objects.get(gabarit="deja_entree")
    assert "Recevoir un code" in courriel.texte
    assert Courriel.objects.filter(gabarit="invitation").count() == 1


def test_qui_est_deja_venu_recoit_un_courriel_sans_lien_personnel():
    connue = fabrique.personne(email="nadia@exemple.fr", last_login=MAINTENANT)
    mandat = fabrique.invitation(fabrique.campagne(), email="nadia@exemple.fr")
    assert mandat.personne == connue
    courriel = Courriel.objects.get(personne=connue.pk)
    assert (courriel.gabarit, courriel.secret) == ("bienvenue_dans_l_equipe", False)
    assert not Invitation.objects.exists()


def test_le_lien_ouvre_la_session_d_un_compte_de_demonstration_dans_la_demonstration_seule(client, mandat, settings):
    Personne.objects.filter(pk=mandat.personne_id).update(demo_libelle="Enseignante")
    settings.DEMO = False
    client.post(lien(), NOMS)
    assert not connectee(client)


def test_les_etablissements_de_l_academie_sont_proposes(client, mandat):
    le_sien = fabrique.etablissement("Lycée d'ici", commune="Foix", academie=mandat.campagne.pole.academie)
    fabrique.etablissement("Lycée d'ailleurs", academie=fabrique.academie("Lyon"))
    page = client.get(lien()).content.decode()
    assert f'<option value="Lycée d&#x27;ici, Foix ({le_sien.uai})">' in page
    assert "ailleurs" not in page
