"""« Comparer »: two versions side by side, for whoever sees the resource; which two stands in the address."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from productions import services
from productions.etats import EtatRemarque
from productions.etats import EtatRessource as R
from productions.models import Ressource, Texte
from tests import fabrique, livrets
from tests.fabrique import DECLARATIONS, MAINTENANT

pytestmark = pytest.mark.django_db


@pytest.fixture
def ressource(client) -> Ressource:
    """A V1 and a V2: another livret, an annexe more, a link less, another tool; a remark answered."""
    campagne = fabrique.campagne(avec_equipe=True)
    une = fabrique.ressource(campagne, R.EN_RELECTURE)
    relecture = fabrique.relecture(une)
    remarque = services.ecrire_remarque(
        relecture=relecture, texte="Dire la durée.", bloquante=True, endroit="page 2", maintenant=MAINTENANT
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)
    une.refresh_from_db()
    qui = une.liens_producteurs.get().personne
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="Deux heures.", acteur=qui, maintenant=MAINTENANT
    )
    livrets.changer_le_livret(une, b"%PDF-1.4\n% V2\n%%EOF\n", "Guide.pdf")
    annexe = fabrique.fichier("fiche.txt", b"Nom :")
    services.ajouter_fichier(depot=une.depot, nature="annexe", fichier=annexe, maintenant=MAINTENANT)
    services.retirer_piece(piece=une.depot.pieces.get(nature="cours"))
    outils = [{"nom": "Nextcloud", "genre": "institution", "motif": ""}]
    v2 = fabrique.deposer(une, note="La durée est dite.", declarations=DECLARATIONS | {"outils": outils})
    livrets.lire(une.versions.get(numero=1), *livrets.V2)
    livrets.lire(v2, *livrets.V3)
    client.force_login(qui)
    une.refresh_from_db()
    return une


def adresse(ressource: Ressource, **choix: object) -> str:
    return reverse("productions:comparer", args=[ressource.pk]) + "?" + "&".join(f"{k}={v}" for k, v in choix.items())


def page(client, ressource: Ressource, **choix: object) -> str:
    reponse = client.get(adresse(ressource, **choix))
    assert reponse.status_code == 200
    return " ".join(unescape(reponse.text).split())


def test_ce_qui_a_change_se_lit_d_une_version_a_l_autre(client, ressource):
    texte = page(client, ressource)
    for attendu in (
        "De la V1 à la V2",
        "Changé<br>",
        "Guide.pdf",
        "livret.pdf",
        "Ajouté<br>",
        "fiche.txt",
        "Retiré<br>",
        "Cours Éléa",
        "n'y est plus",
        "Outil ou service : Nextcloud",
        "Note de la V2 :</strong> La durée est dite.",
        "Dire la durée.",
        "C'est fait dans la V2",
        "Deux heures.",
    ):
        assert attendu in texte, attendu
    # Marked by more than a colour, said to whoever does not see it.
    assert '<del class="app-retire"><span class="fr-sr-only">[retiré : </span>une heure' in texte
    assert '<ins class="app-ajoute"><span class="fr-sr-only">[ajouté : </span>deux heures' in texte
    assert "7 paragraphes inchangés" in texte or "8 paragraphes inchangés" in texte


def test_qui_est_venu_ou_parti_entre_les_deux_se_dit(client, ressource):
    venue, tard = fabrique.personne("Hugo", "Petit"), MAINTENANT + timedelta(days=2)
    conduite = fabrique.titulaire(ressource.campagne_suivi, "coordinateur")
    services.ajouter_producteur(ressource=ressource, personne=venue, acteur=conduite, maintenant=tard)
    assert "Hugo Petit" not in page(client, ressource)
    depot = services.ouvrir_depot(ressource=ressource, acteur=venue, maintenant=tard)
    fabrique.declarer(depot, venue)
    ressource.refresh_from_db()
    services.deposer_version(ressource=ressource, acteur=venue, maintenant=tard + timedelta(days=1), numero=3)
    texte = page(client, ressource)
    assert "Producteurs, le samedi 16 janvier :</strong> ajout : Hugo Petit." in texte
    assert "Le livret est le même fichier dans les deux versions." in texte
    assert "Les déclarations sont les mêmes." in texte


def test_ce_qui_restait_sans_reponse_se_compte(client, ressource):
    assert "1 faite." in page(client, ressource)
    assert "sans réponse à la" not in page(client, ressource)
    remarque = ressource.versions.get(numero=1).remarques.get()
    remarque.pk = None
    remarque.texte, remarque.version_reponse, remarque.reponse, remarque.repondue_le = "Bis.", None, "", None
    remarque.repondue_par, remarque.etat = None, EtatRemarque.OUVERTE
    remarque.save()
    assert "1 remarque restait sans réponse à la V2." in page(client, ressource)


def test_le_choix_est_dans_l_adresse_et_l_ordre_n_importe_pas(client, ressource):
    assert "De la V1 à la V2" in page(client, ressource, avant=2, apres=1)
    assert "Choisissez deux versions différentes." in page(client, ressource, avant=1, apres=1)
    for insense in ("9", "x", "", "-1", "9" * 30):
        texte = page(client, ressource, avant=insense, apres=2)
        assert "Texte du livret" not in texte
        assert "n'existe pas" in texte or "Choisissez une version." in texte
    assert client.post(adresse(ressource)).status_code == 405


def test_une_version_annulee_ne_se_compare_pas(client, ressource):
    services.annuler_depot(
        ressource=ressource, acteur=ressource.liens_producteurs.get().personne, maintenant=MAINTENANT
    )
    texte = page(client, ressource, avant=1, apres=2)
    assert "Une seule version est déposée" in texte
    assert "Guide.pdf" not in texte


def test_le_texte_en_lecture_s_affiche_de_lui_meme(client, ressource):
    Texte.objects.update(etat=Texte.Etat.EN_COURS)
    texte = page(client, ressource)
    assert "en cours de lecture" in texte
    assert "every 3s" in texte
    livrets.lire(ressource.versions.get(numero=2), *livrets.V3)
    livrets.lire(ressource.versions.get(numero=1), *livrets.V2)
    suivi = client.get(adresse(ressource, avant=1, apres=2), headers={"hx-request": "true"}).text
    assert "every 3s" not in suivi
    assert 'role="status"' in suivi
    assert "[ajouté" in suivi
    assert "<html" not in suivi


def test_ce_qui_n_a_pas_pu_etre_lu_se_dit(client, ressource):
    livrets.lire(
        ressource.versions.get(numero=1), *livrets.V2, reserve="320 pages : seules les 300 premières sont lues"
    )
    assert "Ce texte n'est pas entier. « livret.pdf » : 320 pages" in page(client, ressource)
    livrets.lire(ressource.versions.get(numero=2), motif="le fichier est protégé par un mot de passe")
    texte = page(client, ressource)
    assert "Le texte ne peut pas être comparé. « Guide.pdf » : le fichier est protégé par un mot de passe." in texte
    assert "[ajouté" not in texte


def test_les_remarques_qu_on_ne_lit_pas_encore_n_y_sont_pas(client, ressource):
    """A proofreader who still has to hand in on the same version reads nobody else's."""
    assert "Dire la durée." in page(client, ressource)
    autre = fabrique.enseignant(ressource.campagne_suivi)
    client.force_login(autre)
    assert "Dire la durée." in page(client, ressource)
    remarque = ressource.versions.get(numero=1).remarques.get()
    remarque.relecture.version.relectures.create(
        relecteur=autre, assignee_par=autre, assignee_le=MAINTENANT, etat_depuis=MAINTENANT
    )
    assert "Dire la durée." not in page(client, ressource)


def test_autant_de_requetes_pour_deux_versions_que_pour_quatre(client, ressource):
    with CaptureQueriesContext(
        connection,
    ) as deux:
        page(client, ressource)
    for tour in range(2):
        livrets.changer_le_livret(ressource, b"%%PDF-1.4\n%% autre %d\n%%%%EOF\n" % tour)
        livrets.lire(fabrique.deposer(ressource, note=f"Tour {tour}."), *livrets.V3, f"Tour {tour}.")
        ressource.refresh_from_db()
    with CaptureQueriesContext(connection) as quatre:
        page(client, ressource, avant=1, apres=4)
    assert len(quatre) <= len(deux) <= 14


def test_on_y_vient_de_l_histoire_de_la_ressource(client, ressource):
    histoire = client.get(ressource.get_absolute_url()).text
    assert f"{reverse('productions:comparer', args=[ressource.pk])}?avant=1&amp;apres=2" in histoire
