"""« Planifier un test »: by whom, of what, when; modified, cancelled."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from comptes.models import Personne
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.etats import EtatTest
from productions.models import NatureRessource, TestEnClasse
from productions.services import ajouter_producteur
from productions.services import tests_classe as services
from productions.services.versions import annulation_impossible
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.tests_classe import DANS_UN_MOIS, planifier, seance

pytestmark = pytest.mark.django_db


@pytest.fixture
def ressource():
    return fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION)


def _formulaire(**champs) -> dict:
    return {
        "testeur_nom": "Inès Roux",
        "testeur_courriel": "Ines.Roux@exemple.fr",
        "niveau": seance().niveau.pk,
        "etablissement": "Collège Marie-Curie, Muret",
        "jour_prevu": DANS_UN_MOIS.isoformat(),
    } | champs


def test_un_producteur_planifie_et_le_testeur_recoit_son_lien(client, ressource) -> None:
    client.force_login(ressource.producteurs.get())
    page = client.post(reverse("productions:planifier_test", args=[ressource.pk]), _formulaire(), follow=True)
    test = TestEnClasse.objects.get()
    assert "un lien personnel part à l'adresse d'Inès Roux" in page.content.decode().replace("&#x27;", "'")
    assert (test.testeur, test.testeur_courriel, test.etat) == (None, "ines.roux@exemple.fr", EtatTest.PLANIFIE)
    courriel = Courriel.objects.get(gabarit="test_demande")
    assert (courriel.adresse, courriel.secret, courriel.personne) == ("ines.roux@exemple.fr", True, None)
    assert courriel.url.startswith("/lien/test/")
    predac = fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    assert f"{predac.nom_complet} l'apprend par les nouvelles du jour" in page.content.decode().replace("&#x27;", "'")
    # The coordinator hears of it with the day's news; the one who planned it does not.
    assert Courriel.objects.filter(gabarit="test_planifie").count() == 1
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_REVISION


def test_une_adresse_de_l_equipe_est_un_compte(ressource) -> None:
    connue = fabrique.enseignant(ressource.campagne_suivi)
    Personne.objects.filter(pk=connue.pk).update(email="ines.roux@exemple.fr")
    test = planifier(ressource, testeur_courriel="INES.ROUX@exemple.fr")
    assert (test.testeur, test.testeur_nom, test.testeur_courriel) == (connue, "", "")
    assert not test.liens.exists()


@pytest.mark.parametrize("compte", ["ouvert", "ferme"])
def test_une_adresse_ne_dit_pas_de_qui_elle_est(client, ressource, compte) -> None:
    """Somebody of elsewhere, whose account is open or closed, is the stranger that an unknown address is."""
    fabrique.personne(email="ines.roux@exemple.fr", nom="Secret", is_active=compte == "ouvert")
    client.force_login(ressource.producteurs.get())
    adresse = reverse("productions:planifier_test", args=[ressource.pk])
    page = client.post(adresse, _formulaire(), follow=True).content.decode().replace("&#x27;", "'")
    test = TestEnClasse.objects.get()
    assert (test.testeur, test.testeur_nom) == (None, "Inès Roux")
    assert "d'Inès Roux" in page
    assert "Secret" not in page + client.get(test.get_absolute_url()).content.decode()
    assert test.liens.exists()


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"testeur_nom": "", "testeur_courriel": ""}, "Dites qui teste"),
        ({"testeur_courriel": ""}, "Donnez l'adresse"),
        ({"jour_prevu": (JOUR - timedelta(days=1)).isoformat()}, "Cette date est passée"),
        ({"jour_prevu": "2027-11-08"}, "dites pourquoi le test a lieu après"),
        ({"jour_prevu": "2028-01-03", "motif_tardif": "Au programme de janvier."}, "au plus tard le 31 décembre 2027"),
        ({"nombre_eleves": "4000"}, "400"),
    ],
)
def test_ce_qui_est_refuse_est_dit_et_garde(client, ressource, champs, message) -> None:
    client.force_login(ressource.producteurs.get())
    reponse = client.post(reverse("productions:planifier_test", args=[ressource.pk]), _formulaire(**champs))
    page = reponse.content.decode().replace("&#x27;", "'")
    assert message in page
    assert "Collège Marie-Curie, Muret" in page
    assert not TestEnClasse.objects.exists()


def test_un_test_tardif_demande_un_motif_et_dure(ressource) -> None:
    test = planifier(ressource, jour_prevu=date(2027, 11, 8), motif_tardif="La notion est au programme de novembre.")
    assert test.jour_prevu > ressource.campagne_suivi.cycle.fin
    assert test.liens.get().expire_le.date() == date(2027, 12, 8)
    qui = {"acteur": ressource.producteurs.get(), "maintenant": MAINTENANT}
    with pytest.raises(ActionImpossible, match="dites pourquoi"):
        services.modifier_test(test=test, seance=seance(jour_prevu=test.jour_prevu), **qui)


def test_ni_formation_ni_sans_version_ni_producteur_ni_deux_fois(ressource) -> None:
    campagne = ressource.campagne_suivi
    with pytest.raises(ActionImpossible, match="formation continue"):
        planifier(fabrique.ressource(campagne, R.EN_REVISION, nature=NatureRessource.FORMATION))
    with pytest.raises(ActionImpossible, match="déposez d'abord la V1"):
        planifier(fabrique.ressource(campagne))
    with pytest.raises(ActionImpossible, match="produit cette ressource"):
        planifier(ressource, ressource.producteurs.get())
    planifier(ressource)
    with pytest.raises(ActionImpossible, match="teste déjà"):
        planifier(ressource)


def test_changer_la_date_la_repropose(ressource) -> None:
    test = planifier(ressource)
    services.confirmer_date(test=test, jour=DANS_UN_MOIS, motif_tardif="", acteur=None, maintenant=MAINTENANT)
    qui = {"acteur": ressource.producteurs.get(), "maintenant": MAINTENANT}
    test = services.modifier_test(test=test, seance=seance(nombre_eleves=24), **qui)
    assert (test.etat, test.nombre_eleves) == (EtatTest.CONFIRME, 24)
    plus_tard = DANS_UN_MOIS + timedelta(days=7)
    test = services.modifier_test(test=test, seance=seance(jour_prevu=plus_tard), **qui)
    assert test.etat == EtatTest.PLANIFIE
    assert Courriel.objects.filter(gabarit="test_deplace", adresse="ines.roux@exemple.fr").count() == 1
    assert {lien.expire_le.date() for lien in test.liens.all()} == {plus_tard + timedelta(days=31) - timedelta(days=1)}


def test_annuler_dit_pourquoi_au_testeur(client, ressource) -> None:
    test = planifier(ressource)
    client.force_login(fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR))
    adresse = reverse("productions:annuler_test", args=[test.pk])
    client.post(adresse, {"motif": "La classe part en stage."}, follow=True)
    test.refresh_from_db()
    assert test.etat == EtatTest.ANNULE
    courriel = Courriel.objects.get(gabarit="test_annule")
    assert "La classe part en stage." in courriel.texte
    assert not courriel.url
    client.post(adresse, {"motif": "La classe part en stage."})
    assert Courriel.objects.filter(gabarit="test_annule").count() == 1


def test_un_autre_pole_ne_voit_rien(client, ressource) -> None:
    test = planifier(ressource)
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    for nom in ("test", "modifier_test", "annuler_test", "renvoyer_lien_test", "mon_test"):
        assert client.get(reverse(f"productions:{nom}", args=[test.pk])).status_code == 404


def test_qui_lit_la_ressource_ne_sait_pas_qui_teste(client, ressource) -> None:
    test = planifier(ressource)
    client.force_login(fabrique.enseignant(ressource.campagne_suivi))
    page = client.get(test.get_absolute_url()).content.decode()
    assert "Inès Roux" not in page
    assert client.get(reverse("productions:modifier_test", args=[test.pk])).status_code == 403


@pytest.mark.parametrize("par", ["compte", "adresse"])
def test_qui_est_attendu_comme_testeur_ne_devient_pas_producteur(ressource, par) -> None:
    ailleurs = fabrique.personne(email="ines.roux@exemple.fr")
    test = planifier(ressource, ailleurs) if par == "compte" else planifier(ressource)
    qui = {"acteur": ressource.producteurs.get(), "maintenant": MAINTENANT}
    with pytest.raises(ActionImpossible, match="doit tester"):
        ajouter_producteur(ressource=ressource, personne=ailleurs, **qui)
    services.annuler_test(test=test, motif="La classe est en stage.", **qui)
    ajouter_producteur(ressource=ressource, personne=ailleurs, **qui)
    assert ailleurs in ressource.producteurs.all()


def test_un_depot_propose_a_qui_a_renonce_ne_s_annule_plus(ressource) -> None:
    test = planifier(fabrique.ressource(ressource.campagne_suivi, R.EN_RELECTURE))
    version = test.version
    assert "est prévu ou rendu" in annulation_impossible(version.ressource)
    services.decliner_test(test=test, motif="", acteur=None, maintenant=MAINTENANT)
    assert "avant de renoncer" in annulation_impossible(version.ressource)
