"""What a course holds is told to whoever signs, and to nobody who may not read it."""

import gzip
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Analyse
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.hostiles.briques import fichier as membre
from tests.productions.analyses.fichiers import AVEC, E, ajouter

pytestmark = pytest.mark.django_db


def test_ce_qu_il_y_a_a_lire_se_dit_a_qui_vise(client):
    """On the list, on the page where one signs, in the resource's story."""
    campagne = fabrique.campagne(avec_equipe=True)
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    depot = services.ouvrir_depot(
        ressource=ressource, acteur=ressource.liens_producteurs.get().personne, maintenant=MAINTENANT
    )
    activite = "<activity><sectionid>3</sectionid><modulename>{}</modulename><title>{}</title></activity>"
    section = "<section><sectionid>3</sectionid><title>1</title></section>"
    activites = (
        activite.format("quiz", "Se tester") + activite.format("assign", "Rendre") + activite.format("quiz", "Bis")
    )
    contenu = f"<contents><activities>{activites}</activities><sections>{section}</sections></contents>"
    xml = f"<moodle_backup><information><moodle_release>4.1.2</moodle_release>{contenu}</information></moodle_backup>"
    nommee = b'<section id="3"><name>Les nombres &lt;premiers&gt;</name></section>'
    ajouter(
        depot,
        contenu=gzip.compress(
            membre(b"sections/section_3/section.xml", nommee) + membre(b"moodle_backup.xml", xml.encode()) + bytes(1024)
        ),
    )
    livret = depot.pieces.get(nature="livret")
    Analyse.objects.filter(pk=livret.analyse_id).update(etat=E.FAITE, motif="", faits={"pages": 12})
    fabrique.deposer(ressource)
    demande = fabrique.demande(ressource)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    assert "livret de 12 pages, 3 activités" in client.get(reverse("validations:tableau")).text
    visa = unescape(client.get(demande.get_absolute_url()).text)
    assert "cours Moodle 4.1, 1 section, 3 activités : 2 tests, 1 devoir" in visa
    assert "Plan du cours" in visa
    assert "Les nombres <premiers>" in visa
    assert visa.index("Se tester") < visa.index("Rendre") < visa.index("Bis")
    assert ": 12 pages" in visa
    assert "3 activités : 2 tests, 1 devoir" in client.get(ressource.get_absolute_url()).text


def test_l_aide_dit_comment_refaire_la_sauvegarde(client):
    assert "Inclure les utilisateurs inscrits" in client.get(reverse("aide:page", args=["sauvegarder-un-cours"])).text


def test_l_administration_ne_montre_que_les_analyses_de_ce_qu_on_peut_lire(depot, client):
    analyse = ajouter(depot, contenu=AVEC).analyse
    liste = reverse("admin:productions_analyse_changelist")
    meneur, ailleurs = (
        fabrique.titulaire(portee, Fonction.COORDINATEUR)
        for portee in (depot.ressource.campagne_suivi, fabrique.campagne(avec_equipe=True))
    )
    for qui, vue in ((meneur, True), (ailleurs, False)):
        qui.is_staff = True
        qui.save()
        qui.user_permissions.add(Permission.objects.get(codename="view_analyse"))
        client.force_login(qui)
        assert (str(analyse) in client.get(liste).text) == vue
