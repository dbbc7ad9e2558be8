"""Results: with the version tested, without names, masked by who leads the pôle; as files; an irritant as a remark."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from journal.models import Ecriture
from journal.peremption import abreger
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import Constat, Remarque
from productions.services.tests_classe.reponses import ConstatSaisi
from tests import fabrique
from tests.tests_classe import planifier, rendre, valeurs

pytestmark = pytest.mark.django_db
MOTIF = {"motif": "On y reconnaît une élève."}


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def test(campagne):
    test = planifier(fabrique.ressource(campagne, R.EN_REVISION))
    return rendre(test, valeurs=valeurs(test, "=cmd|' /C calc'!A0"))


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


def feuille(test) -> str:
    return reverse("productions:resultats_tests", args=[test.version_id])


def test_la_feuille_ne_nomme_personne(client, campagne, test) -> None:
    client.force_login(fabrique.enseignant(campagne))
    page = client.get(feuille(test)).text
    assert "1 test rendu, 24 élèves" in page
    assert "Tous ont fini la première activité." in page
    assert "Inès" not in page
    assert "Masquer" not in page
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    assert client.get(feuille(test)).status_code == 404


def test_le_journal_et_l_histoire_ne_disent_pas_qui_a_teste(client, campagne) -> None:
    """Whoever reads the resource reads the results: with a name beside, they would no longer be without one."""
    testeur, ressource = fabrique.enseignant(campagne), fabrique.ressource(campagne, R.EN_REVISION)
    rendre(planifier(ressource, testeur))
    client.force_login(fabrique.enseignant(campagne))
    for adresse in (ressource.get_absolute_url(), reverse("accueil:journal_de_ressource", args=[ressource.pk])):
        page = client.get(adresse).text
        assert "La personne qui teste a rendu son test en classe de la V1" in page
        assert testeur.nom_complet not in page


def test_masquer_un_constat_et_un_verbatim(client, campagne, test, coordinateur) -> None:
    constat = test.constats.get(genre="point_fort")
    reponse = test.feuille.reponses.filter(valeur__isnull=True).first()
    adresses = (
        reverse("productions:masquer_constat", args=[constat.pk]),
        reverse("productions:masquer_reponse", args=[reponse.pk]),
    )
    client.force_login(fabrique.enseignant(campagne))
    assert [client.get(adresse).status_code for adresse in adresses] == [403, 403]
    client.force_login(coordinateur)
    for adresse in adresses:
        assert "Dites pourquoi" in client.post(adresse, {"motif": ""}).text
        client.post(adresse, MOTIF)
    page = client.get(feuille(test)).text
    assert "Tous ont fini la première activité." not in page
    assert page.count("Passage masqué par le pôle.") == 2
    assert Ecriture.objects.filter(action="testenclasse.masquer", texte=MOTIF["motif"]).count() == 2
    tableau = load_workbook(BytesIO(client.get(_liste(campagne), {"format": "reponses"}).getvalue()))
    assert "Tous ont fini la première activité." not in {c.value for ligne in tableau["Réponses"] for c in ligne}
    # What the first click masked, the same page sent again does not show.
    vu = abreger(False)
    assert client.post(adresses[0], MOTIF | {"vu": vu}).status_code == 409
    assert "Tous ont fini la première activité." not in client.get(feuille(test)).text
    client.post(adresses[0])
    assert "Tous ont fini la première activité." in client.get(feuille(test)).text


def test_un_irritant_devient_une_remarque_une_fois(client, campagne, test) -> None:
    constat = test.constats.get(genre="irritant")
    adresse = reverse("productions:remarque_de_constat", args=[constat.pk])
    client.force_login(fabrique.enseignant(campagne))
    assert client.get(adresse).status_code == 403
    producteur = test.version.ressource.producteurs.get()
    client.force_login(producteur)
    assert "étape 3 se lit mal." in client.get(adresse).text
    for _ in range(2):
        client.post(adresse, {"texte": "La consigne 3 est à récrire.", "bloquante": "on"})
    remarque = Remarque.objects.get(test=test)
    assert (remarque.auteur, remarque.version, remarque.bloquante) == (producteur, test.version, True)
    assert remarque in Remarque.objects.a_traiter()
    assert "C'est devenu une remarque." in client.get(feuille(test)).text


def _liste(campagne) -> str:
    return reverse("productions:tests_du_pole", args=[campagne.pole.slug, campagne.cycle.libelle])


def test_la_liste_nomme_les_testeurs_a_qui_conduit_le_pole(client, campagne, test, coordinateur) -> None:
    client.force_login(coordinateur)
    page = client.get(_liste(campagne)).text
    assert "Inès Roux" in page
    assert test.version.ressource.titre in client.get(_liste(campagne), {"etat": "rendu"}).text
    assert "Aucun test ne correspond." in client.get(_liste(campagne), {"quand": "retard"}).text
    client.force_login(fabrique.enseignant(campagne))
    assert "Inès Roux" not in client.get(_liste(campagne)).text
    csv = b"".join(client.get(_liste(campagne), {"format": "csv"}).streaming_content).decode()
    assert csv.startswith("\ufeffRessource;Version;Niveau")
    assert "Inès" not in csv


def test_le_classeur_ne_contient_aucune_formule(client, campagne, test, coordinateur) -> None:
    client.force_login(coordinateur)
    reponse = client.get(_liste(campagne), {"format": "reponses"})
    assert reponse["Content-Disposition"].endswith('.xlsx"')
    classeur = load_workbook(BytesIO(reponse.getvalue()))
    cases = [case for page in classeur for ligne in page for case in ligne if case.value is not None]
    assert {case.data_type for case in cases} <= {"s", "n", "d"}
    assert "'=cmd|' /C calc'!A0" in {case.value for case in cases}
    assert 24 in {case.value for case in classeur["Tests"][2]}


def test_le_meme_nombre_de_requetes_pour_trois_tests(
    client, campagne, coordinateur, django_assert_max_num_queries
) -> None:
    r = fabrique.ressource(campagne, R.EN_REVISION)

    def un_de_plus(rang: int) -> None:
        test = planifier(r, testeur_nom=f"Ada {rang}", testeur_courriel=f"ada{rang}@exemple.fr")
        rendre(test, constats=[ConstatSaisi(Constat.Genre.IRRITANT, Constat.Theme.DUREE, "Trop long.")])

    client.force_login(coordinateur)
    for rang in range(3):
        un_de_plus(rang)
        for adresse in (_liste(campagne), reverse("productions:resultats_tests", args=[r.versions.get().pk])):
            client.get(adresse)
            with django_assert_max_num_queries(12):
                client.get(adresse)
