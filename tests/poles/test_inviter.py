"""« Inviter »: who may, whom, and what is said afterwards."""

import pytest
from django.urls import reverse

from comptes.models import Personne
from poles.models import Fonction, Mandat, Pole, Titre
from tests import fabrique

pytestmark = pytest.mark.django_db
SAISIE = {"email": "nadia.benali@exemple.fr", "prenom": "Nadia", "nom": "Benali", "role": "enseignant"}


@pytest.fixture
def campagne():
    return fabrique.campagne()


def adresse(campagne) -> str:
    return reverse("poles:inviter", args=[campagne.pole.slug, campagne.cycle.libelle])


def poster(client, campagne, **champs):
    return client.post(adresse(campagne), SAISIE | champs, follow=True)


def test_la_personne_invitee_rejoint_l_equipe(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert client.get(adresse(campagne)).status_code == 200
    reponse = poster(client, campagne)
    assert reponse.redirect_chain == [(campagne.get_absolute_url(), 302)]
    contenu = reponse.content.decode()
    assert "Nadia Benali rejoint l&#x27;équipe (enseignant). Un courriel l&#x27;en prévient" in contenu
    assert Mandat.objects.get(personne__nom="Benali").fonction == Fonction.ENSEIGNANT
    # She can come in at once.
    client.force_login(Personne.objects.get(nom="Benali"))
    assert client.get(campagne.get_absolute_url()).status_code == 200


def test_recommencer_ne_change_rien(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    poster(client, campagne)
    reponse = poster(client, campagne)
    assert "exerce déjà cette fonction ici" in reponse.content.decode()
    assert 'value="nadia.benali@exemple.fr"' in reponse.content.decode()
    assert Mandat.objects.filter(personne__nom="Benali").count() == 1


def test_une_personne_connue_est_reconnue(client, campagne):
    fabrique.personne("Nadia", "Roux", email="nadia.benali@exemple.fr")
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    contenu = poster(client, campagne, email="Nadia.Benali@exemple.fr").content.decode()
    assert "Nadia Roux avait déjà un compte et rejoint l&#x27;équipe" in contenu
    assert not Personne.objects.filter(nom="Benali").exists()


def test_l_adresse_suffit_a_qui_a_deja_un_compte(client, campagne):
    fabrique.personne("Nadia", "Roux", email="nadia.roux@exemple.fr")
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    vides = {"prenom": "", "nom": ""}
    assert (
        "Nadia Roux avait déjà un compte"
        in poster(client, campagne, email="nadia.roux@exemple.fr", **vides).content.decode()
    )
    assert set(poster(client, campagne, **vides).context["form"].errors) == {"prenom", "nom"}


def test_nommer_arrive_avec_le_role_choisi(client, campagne):
    client.force_login(fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR))
    page = client.get(adresse(campagne), {"role": "inspecteur"})
    assert page.context["form"]["role"].value() == "inspecteur"


@pytest.mark.parametrize("role", ["predac", "ian", "inspecteur", "drane"])
def test_les_responsables_sont_nommes_par_l_administration(client, campagne, role):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(adresse(campagne)).content.decode()
    assert "leur décision engage l&#x27;académie" in page
    assert f'value="{role}"' not in page
    assert poster(client, campagne, role=role).context["form"].errors["role"]
    assert not Personne.objects.filter(nom="Benali").exists()

    client.force_login(fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR))
    poster(client, campagne, role=role)
    mandat = Mandat.objects.get(personne__nom="Benali")
    assert mandat.titre == (role if role in Titre.values else "")
    assert mandat.fonction == ({"predac": "coordinateur", "ian": "coordinateur"}.get(role, role))


def test_l_etablissement_par_son_code_ou_son_nom(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    sernin = fabrique.etablissement("Lycée Saint-Sernin", commune="Toulouse")
    fabrique.etablissement("Collège Saint-Exupéry", commune="Toulouse")
    fabrique.etablissement("Lycée Saint-Sernin", academie=fabrique.academie("Lyon"))
    reponse = poster(client, campagne, etablissement="saint toulouse")
    assert "Plusieurs établissements correspondent" in reponse.context["form"].errors["etablissement"][0]
    assert sernin.uai in reponse.content.decode()
    assert "Aucun établissement" in poster(client, campagne, etablissement="Fermat").content.decode()
    au_pouce = ("lycee saint sernin", f"Lycée Saint-Sernin, Toulouse ({sernin.uai})")
    for n, saisi in enumerate((sernin.uai.lower(), "Saint-Sernin, Toulouse", *au_pouce)):
        poster(client, campagne, email=f"n{n}@exemple.fr", etablissement=saisi)
        assert Personne.objects.get(email=f"n{n}@exemple.fr").affectations.get().etablissement == sernin


def test_les_champs_manquants_sont_dits(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    form = client.post(adresse(campagne), {}).context["form"]
    assert set(form.errors) == {"email", "prenom", "nom", "role"}


@pytest.mark.parametrize("fonction", [Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.DRANE, Fonction.OBSERVATEUR])
def test_un_lecteur_ne_peut_pas_inviter(client, campagne, fonction):
    client.force_login(fabrique.titulaire(campagne, fonction))
    for reponse in (client.get(adresse(campagne)), client.post(adresse(campagne), SAISIE)):
        assert reponse.status_code == 403
        assert "PREDAC ou à l&#x27;IAN" in reponse.content.decode()
    assert not Personne.objects.filter(nom="Benali").exists()


def test_un_etranger_ne_voit_rien(client, campagne):
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.get(adresse(campagne)).status_code == 404
    assert client.post(adresse(campagne), SAISIE).status_code == 404


def test_un_pole_sans_academie_ne_demande_pas_d_etablissement(client):
    cycle = fabrique.cycle(academie=None)
    pole = Pole.objects.create(slug="national", nom="Action nationale", genre=Pole.Genre.NATIONAL)
    campagne = fabrique.campagne(cycle=cycle, pole=pole)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert "etablissement" not in client.get(adresse(campagne)).context["form"].fields
    assert poster(client, campagne).redirect_chain
