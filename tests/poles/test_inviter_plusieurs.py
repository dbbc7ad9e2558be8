"""« Inviter ces personnes »: one a line, each answered, nothing lost."""

import pytest
from django.urls import reverse

from comptes.models import Personne
from poles.lignes import LIGNES_MAX, Ligne, lire
from poles.models import Fonction, Mandat
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne(client):
    campagne = fabrique.campagne()
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    return campagne


def poster(client, campagne, texte: str, role: str = "enseignant"):
    adresse = reverse("poles:inviter_plusieurs", args=[campagne.pole.slug, campagne.cycle.libelle])
    return client.post(adresse, {"personnes": texte, "role": role})


@pytest.mark.parametrize(
    ("texte", "email", "prenom", "nom"),
    [
        ("claire.moreau@exemple.fr", "claire.moreau@exemple.fr", "Claire", "Moreau"),
        ("Jean-Paul.de-la-tour2@Exemple.fr,", "jean-paul.de-la-tour2@exemple.fr", "Jean-Paul", "De-La-Tour"),
        ("Inès Ortega Ruiz <ines@exemple.fr>", "ines@exemple.fr", "Inès", "Ortega Ruiz"),
        ('"Jean Paul DE LA TOUR" <jp@exemple.fr>;', "jp@exemple.fr", "Jean Paul", "DE LA TOUR"),
        ("  Hugo   Petit  ( hugo@exemple.fr )", "hugo@exemple.fr", "Hugo", "Petit"),
        ('"DE LA TOUR, Jean Paul" <jp@exemple.fr>', "jp@exemple.fr", "Jean Paul", "DE LA TOUR"),
        ("hugo@exemple.fr", "hugo@exemple.fr", "", ""),
    ],
)
def test_une_ligne_se_lit(texte, email, prenom, nom):
    (ligne,) = lire(f"\n{texte}\n\n")
    assert (ligne.email, ligne.prenom, ligne.nom, ligne.erreur) == (email, prenom, nom, "")


def test_une_liste_copiee_d_une_messagerie_se_lit():
    texte = 'a.b@exemple.fr; "PETIT, Hugo" <h@exemple.fr>, Inès Ruiz <i@exemple.fr>;\nc.d@exemple.fr;faux@exemple, rien'
    assert [ligne.email for ligne in lire(texte)] == [
        *("a.b@exemple.fr", "h@exemple.fr", "i@exemple.fr", "c.d@exemple.fr"),
        *("", ""),
    ]
    assert [ligne.texte for ligne in lire(texte)][-2:] == ["faux@exemple", "rien"]


@pytest.mark.parametrize(
    "texte", ["Hugo Petit", "hugo@", "<>", "a@b <c", "\u202ehugo@exemple", "x" * 300 + "@exemple.fr"]
)
def test_une_ligne_mal_ecrite_est_dite(texte):
    (ligne,) = lire(texte)
    assert ligne.erreur
    assert ligne == Ligne(texte, erreur=ligne.erreur)


def test_chaque_ligne_recoit_sa_reponse(client, campagne):
    deja = fabrique.enseignant(campagne)
    fabrique.personne(email="ferme.compte@exemple.fr", is_active=False)
    texte = "\n".join(
        [
            "claire.moreau@exemple.fr",
            f"Déjà Là <{deja.email}>",
            "pas une adresse",
            "hugo@exemple.fr",
            "Hugo Petit <hugo.petit@exemple.fr>",
            "Claire.Moreau@exemple.fr",
            "ferme.compte@exemple.fr",
        ]
    )
    page = poster(client, campagne, texte)
    issues = [(r.issue, r.gardee) for r in page.context["reponses"]]
    assert issues == [
        ("invitée", False),
        ("déjà là", False),
        ("à corriger", True),
        ("à corriger", True),
        ("invitée", False),
        ("déjà là", False),
        ("à corriger", True),
    ]
    contenu = page.content.decode()
    assert "2 personnes invitées, 3 lignes à corriger" in contenu
    assert "est fermé" in contenu
    # What is to correct is still in the field, the rest is not invited twice.
    gardees = page.context["form"]["personnes"].value()
    assert gardees == "pas une adresse\nhugo@exemple.fr\nferme.compte@exemple.fr"
    assert Mandat.objects.filter(campagne=campagne, personne__nom__in=("Moreau", "Petit")).count() == 2


def test_recommencer_n_invite_personne_de_plus(client, campagne):
    for _ in range(2):
        page = poster(client, campagne, "claire.moreau@exemple.fr")
    assert page.context["reponses"][0].issue == "déjà là"
    assert Mandat.objects.filter(personne__nom="Moreau").count() == 1


def test_trente_lignes_au_plus_et_rien_n_est_perdu(client, campagne):
    texte = "\n".join(f"prenom.nom{n}@exemple.fr" for n in range(LIGNES_MAX + 1))
    page = poster(client, campagne, texte)
    assert "31 lignes" in page.context["form"].errors["personnes"][0]
    assert page.context["form"]["personnes"].value() == texte
    assert not Personne.objects.filter(email__startswith="prenom.nom").exists()


def test_les_roles_de_responsables_ne_se_donnent_pas_ici(client, campagne):
    assert poster(client, campagne, "claire.moreau@exemple.fr", role="predac").context["form"].errors["role"]
    poster(client, campagne, "claire.moreau@exemple.fr", role="observateur")
    assert Mandat.objects.get(personne__nom="Moreau").fonction == Fonction.OBSERVATEUR


def test_vide(client, campagne):
    assert poster(client, campagne, " \n ").context["form"].errors["personnes"]


def test_qui_ne_conduit_pas_le_pole_ne_peut_pas(client, campagne):
    client.force_login(fabrique.enseignant(campagne))
    assert poster(client, campagne, "claire.moreau@exemple.fr").status_code == 403
    client.force_login(fabrique.personne())
    assert poster(client, campagne, "claire.moreau@exemple.fr").status_code == 404
