"""The lists of the administration are narrowed by what narrows the pages' own, and say no more than they."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poles.models import Discipline, Fonction, Niveau
from productions import services
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, Remarque, Version
from tests import fabrique

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
SECRETE = "Nous verrons au printemps."
SUR_LA_FICHE = ("ficheprojet", "ressource", "version", "remarque")


def lignes(client: Client, modele: str, question: str) -> set[int]:
    page = client.get(f"{reverse(f'admin:productions_{modele}_changelist')}?{question}")
    return {ligne.pk for ligne in page.context["cl"].result_list}


@pytest.fixture
def campagne(client):
    campagne = fabrique.campagne()
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    return campagne


@pytest.fixture
def deux(campagne) -> list[Remarque]:
    """Two resources, each with a version and a remark; the first one's fiche says what one looks for."""
    remarques = []
    for _ in range(2):
        relecture = fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE))
        remarques.append(
            services.ecrire_remarque(
                relecture=relecture, texte="Ambigu.", bloquante=True, endroit="", maintenant=fabrique.MAINTENANT
            )
        )
        services.rendre_relecture(
            relecture=relecture, avis="Clair.", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT
        )
    fiche = remarques[0].version.ressource.fiche
    fiche.disciplines.add(Discipline.objects.create(nom="Cosmographie"))
    fiche.niveaux.add(Niveau.objects.create(nom="Propédeutique", rang=99))
    FicheProjet.objects.filter(pk=fiche.pk).update(outils="Éléa et Capytale")
    return remarques


def les_lignes(remarque: Remarque) -> dict[str, int]:
    ressource = remarque.version.ressource
    cles = (ressource.fiche_id, ressource.pk, remarque.version_id, remarque.pk)
    return dict(zip(SUR_LA_FICHE, cles, strict=True))


def test_ce_que_dit_la_fiche_se_demande_partout(client: Client, deux) -> None:
    voulue, autre = map(les_lignes, deux)
    discipline, niveau = Discipline.objects.get(nom="Cosmographie"), Niveau.objects.get(nom="Propédeutique")
    for modele in SUR_LA_FICHE:
        for question in (f"discipline={discipline.pk}", f"niveau={niveau.pk}", "outil=capytale%20l%C3%A9a"):
            assert lignes(client, modele, question) == {voulue[modele]}, (modele, question)
        # What names nothing narrows nothing, as on the pages.
        toutes = {voulue[modele], autre[modele]}
        assert lignes(client, modele, "discipline=99999&niveau=x&outil=%00") == toutes, modele
        adresse = f"{reverse(f'admin:productions_{modele}_changelist')}?"
        tout = f"{adresse}discipline={discipline.pk}&niveau={niveau.pk}&outil=Capytale"
        with CaptureQueriesContext(connection) as requetes:
            page = client.get(tout).text
        assert len(requetes) <= 12, [requete["sql"][:110] for requete in requetes]
        # The typed filter keeps what was chosen, and offers to ask it no more.
        assert f'<input type="hidden" name="niveau" value="{niveau.pk}">' in page
        assert f'href="?discipline={discipline.pk}&amp;niveau={niveau.pk}">Tous' in page
        assert 'name="outil" id="filtre-outil" value="Capytale"' in page


def test_les_fiches_que_l_on_n_a_pas_restent_hors_de_la_liste(client: Client, deux) -> None:
    ailleurs = fabrique.fiche(soumise=True, outils="Capytale")
    ailleurs.disciplines.add(Discipline.objects.get(nom="Cosmographie"))
    discipline = Discipline.objects.get(nom="Cosmographie").pk
    voulue = les_lignes(deux[0])
    for question in ("outil=capytale", f"discipline={discipline}"):
        assert lignes(client, "ficheprojet", question) == {voulue["ficheprojet"]}


def test_la_version_son_numero_et_sa_nature(client: Client, deux) -> None:
    premieres = {remarque.version_id for remarque in deux}
    assert lignes(client, "version", "version=1") == premieres
    assert lignes(client, "version", "version=3") == set()
    Version.objects.filter(pk=deux[0].version_id).update(numero=4)
    assert lignes(client, "version", "version=3") == {deux[0].version_id}
    nature = deux[0].version.ressource.nature
    assert lignes(client, "version", f"ressource__nature__exact={nature}") == premieres
    assert lignes(client, "remarque", "version__ressource__nature__exact=formation") == set()


def test_les_fiches_que_l_on_attend(client: Client, campagne) -> None:
    soumise, brouillon = fabrique.fiche(campagne, soumise=True), fabrique.fiche(campagne)
    assert lignes(client, "ficheprojet", "attend=conduite") == {soumise.pk}
    assert lignes(client, "ficheprojet", "attend=auteurs") == {brouillon.pk}
    assert lignes(client, "ficheprojet", "attend=autre") == {soumise.pk, brouillon.pk}


def test_une_reponse_ne_se_lit_pas_avant_sa_version(client: Client, deux) -> None:
    remarque = deux[0]
    producteur = remarque.version.ressource.liens_producteurs.first().personne
    services.repondre_remarque(
        remarque=remarque, reponse="declinee", texte=SECRETE, acteur=producteur, maintenant=fabrique.MAINTENANT
    )
    page = reverse("admin:productions_remarque_change", args=[remarque.pk])
    assert lignes(client, "remarque", "reponse=declinee") == set()
    assert lignes(client, "remarque", "reponse=aucune") == {r.pk for r in deux}
    assert SECRETE not in client.get(page).text
    assert "déclinée" not in _lignes_affichees(client)
    Remarque.objects.filter(pk=remarque.pk).update(version_reponse=remarque.version)
    assert lignes(client, "remarque", "reponse=declinee") == {remarque.pk}
    assert SECRETE in client.get(page).text
    assert "déclinée" in _lignes_affichees(client)


def _lignes_affichees(client: Client) -> str:
    page = client.get(reverse("admin:productions_remarque_changelist")).text
    return page.partition('id="result_list"')[2].partition("</table>")[0]
