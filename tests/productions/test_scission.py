"""« Scinder »: two resources where there was one, with the same versions, and nothing lost of either."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Depot, Piece, Remarque
from productions.sceau import sceller
from productions.services.fiches import FichePerimee, Production
from tests import fabrique
from tests.fabrique import MAINTENANT
from validations import services as validations

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def gens(campagne):
    """The first one deposits."""
    return [fabrique.enseignant(campagne) for _ in range(3)]


@pytest.fixture
def coordinateur(campagne, client: Client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def scinder(ressource, acteur, restent, partent, titre="La seconde"):
    return services.scinder_ressource(
        ressource=ressource, titre=titre, restent=restent, partent=partent, acteur=acteur, maintenant=MAINTENANT
    )


def producteurs(ressource) -> set:
    return {lien.personne for lien in ressource.liens_producteurs.all()}


def adresse(ressource) -> str:
    return reverse("productions:scinder_ressource", args=[ressource.pk])


def test_les_versions_sont_copiees_avec_leur_propre_sceau(campagne, gens, coordinateur):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER, gens)
    avant = list(ressource.versions.values_list("numero", "sceau", "deposee_par", "deposee_le"))
    seconde = scinder(ressource, coordinateur, gens[:2], [gens[0], gens[2]])
    assert (seconde.etat, seconde.numero_version, seconde.fiche) == (R.EN_REVISION, 2, ressource.fiche)
    assert (producteurs(ressource), producteurs(seconde)) == ({*gens[:2]}, {gens[0], gens[2]})
    for copie in seconde.versions.all():
        origine = ressource.versions.get(numero=copie.numero)
        assert copie.sceau == sceller(copie, copie.pieces.all()), "le sceau de la copie se recalcule"
        assert origine.sceau == sceller(origine, origine.pieces.all())
        assert copie.sceau != origine.sceau
        assert (copie.deposee_par, copie.deposee_le, copie.note) == (
            origine.deposee_par,
            origine.deposee_le,
            origine.note,
        )
        assert copie.declarations == origine.declarations
        ligne = Ecriture.objects.get(chaine=seconde.chaine, action="version.copier", donnees__version=copie.pk)
        assert ligne.donnees["sceau_origine"] == origine.sceau
        memes = [set(v.pieces.values_list("nature", "fichier", "sha256", "lien")) for v in (copie, origine)]
        assert memes[0] == memes[1], "les fichiers sont les mêmes, jamais copiés"
    assert list(ressource.versions.values_list("numero", "sceau", "deposee_par", "deposee_le")) == avant
    assert not list(verifier())
    assert Courriel.objects.filter(gabarit="ressource_scindee").count() == 3


def test_un_fichier_partage_ne_disparait_pas_tant_qu_une_ressource_le_garde(
    campagne, gens, coordinateur, django_capture_on_commit_callbacks
):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, gens)
    seconde = scinder(ressource, coordinateur, gens, gens)
    nom = Piece.objects.get(version__ressource=seconde, nature="livret").fichier.name
    depot = services.ouvrir_depot(ressource=seconde, acteur=gens[0], maintenant=MAINTENANT)
    with django_capture_on_commit_callbacks(execute=True):
        services.retirer_piece(piece=depot.pieces.get(nature="livret"))
    assert default_storage.exists(nom)


def test_la_seconde_vit_sa_vie(campagne, gens, coordinateur):
    ressource = fabrique.ressource(campagne, R.PUBLIEE, gens)
    seconde = scinder(ressource, coordinateur, gens, gens)
    ressource.refresh_from_db()
    assert ressource.etat == R.PUBLIEE, "la première garde ses visas et sa publication"
    assert not seconde.publications.exists()
    assert not seconde.demandes.exists()
    assert not seconde.liens_producteurs.exclude(accord="").exists()
    assert fabrique.deposer(seconde).numero == 3
    seconde.refresh_from_db()
    assert seconde.etat == R.PRETE_A_VALIDER
    fabrique.demande(seconde)


def test_ce_qui_reste_a_la_premiere(campagne, gens, coordinateur):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, gens)
    relecture = fabrique.relecture(ressource)
    services.ecrire_remarque(relecture=relecture, texte="Long.", bloquante=True, endroit="", maintenant=MAINTENANT)
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)
    services.ouvrir_depot(ressource=ressource, acteur=gens[0], maintenant=MAINTENANT)
    ressource.refresh_from_db()
    seconde = scinder(ressource, coordinateur, gens, gens)
    assert not Remarque.objects.filter(version__ressource=seconde).exists()
    assert Depot.objects.get().ressource == ressource


def test_sans_version_la_seconde_commence_en_conception(campagne, gens, coordinateur):
    ressource = fabrique.ressource(campagne, R.EN_CONCEPTION, gens)
    seconde = scinder(ressource, coordinateur, gens[:1], gens[1:])
    assert (seconde.etat, seconde.numero_version) == (R.EN_CONCEPTION, 0)
    assert (producteurs(ressource), producteurs(seconde)) == ({gens[0]}, set(gens[1:]))


@pytest.mark.parametrize(
    ("etat", "mots"), [(R.EN_VALIDATION, "visent une version entière"), (R.ABANDONNEE, "reprenez-la")]
)
def test_les_etats_ou_l_on_ne_scinde_pas(campagne, gens, coordinateur, client: Client, etat, mots):
    ressource = fabrique.ressource(campagne, etat, gens)
    with pytest.raises(ActionImpossible, match=mots):
        scinder(ressource, coordinateur, gens, gens)
    page = client.get(adresse(ressource)).content.decode()
    assert mots in page
    assert 'name="titre"' not in page


def test_le_partage_des_producteurs(campagne, gens, coordinateur):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, gens)
    for restent, partent, mots in (
        (gens, [], "au moins une personne"),
        ([], gens, "au moins une personne"),
        (gens[:1], gens[:2], "reprenez le partage"),
        (gens[1:], gens, "reste parmi les producteurs des deux"),
        (gens, [*gens, fabrique.personne()], "reprenez le partage"),
    ):
        with pytest.raises(ActionImpossible, match=mots):
            scinder(ressource, coordinateur, restent, partent)
    assert ressource.fiche.ressources.count() == 1


def test_la_page(campagne, gens, coordinateur, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, gens)
    page = client.get(adresse(ressource)).content.decode()
    assert "restent à la première" in page
    assert all(qui.nom_complet in page for qui in gens)
    vu = page.split('name="vu" value="')[1].split('"')[0]
    saisie = {"titre": "La géométrie", f"qui_{gens[1].pk}": "premiere", f"qui_{gens[2].pk}": "seconde", "vu": vu}
    refus = client.post(adresse(ressource), saisie | {"titre": ""})
    assert "Donnez un titre" in refus.content.decode()
    reponse = client.post(adresse(ressource), saisie)
    assert reponse.url == ressource.get_absolute_url()
    seconde = ressource.fiche.ressources.get(titre="La géométrie")
    assert producteurs(seconde) == {gens[0], gens[2]}
    # The second click finds out that it is done.
    assert client.post(adresse(ressource), saisie).status_code == 409
    assert ressource.fiche.ressources.count() == 2
    histoire = client.get(seconde.get_absolute_url()).content.decode()
    assert "a copié la V1, déposée par" in histoire
    assert "livret.pdf" in histoire
    assert f'href="{ressource.get_absolute_url()}">Ouvrir cette ressource' in histoire
    premiere = client.get(ressource.get_absolute_url()).content.decode()
    assert "a scindé la ressource" in premiere
    assert f'href="{seconde.get_absolute_url()}">Ouvrir cette ressource' in premiere


def test_reserve_a_la_coordination(campagne, gens, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, gens)
    for qui, statut in (
        (gens[0], 403),
        (fabrique.titulaire(campagne, Fonction.DRANE), 403),
        (fabrique.personne(), 404),
    ):
        client.force_login(qui)
        assert client.get(adresse(ressource)).status_code == statut
        assert client.post(adresse(ressource), {"titre": "X"}).status_code == statut
    assert ressource.fiche.ressources.count() == 1


def test_une_saisie_de_la_fiche_ouverte_avant_ne_retire_pas_la_seconde(campagne, gens, coordinateur):
    fiche = fabrique.fiche(campagne, gens)
    ressource, lu = fiche.ressources.get(), Ecriture.objects.filter(chaine=fiche.chaine).count()
    scinder(ressource, coordinateur, gens, gens)
    with pytest.raises(FichePerimee):
        services.enregistrer_fiche(
            fiche=fiche,
            disciplines=[],
            niveaux=[],
            productions=[Production(titre=ressource.titre, producteurs=gens, pk=ressource.pk)],
            acteur=gens[0],
            maintenant=MAINTENANT,
            lu=lu,
        )
    assert fiche.ressources.count() == 2


def test_qui_a_depose_ne_vise_ni_l_une_ni_l_autre(campagne, gens, coordinateur):
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    ressource = fabrique.ressource(campagne, R.EN_REVISION, [inspecteur, gens[0]])
    depositaire = ressource.versions.get().deposee_par
    seconde = scinder(ressource, coordinateur, [inspecteur, gens[0]], [inspecteur, gens[0]])
    fabrique.deposer(seconde, depositaire)
    seconde.refresh_from_db()
    demande = fabrique.demande(seconde)
    with pytest.raises(ActionImpossible, match="vous êtes producteur"):
        validations.donner_visa(
            demande=demande,
            nature="pedagogique",
            avis="favorable",
            motif="",
            acteur=inspecteur,
            maintenant=MAINTENANT,
        )
