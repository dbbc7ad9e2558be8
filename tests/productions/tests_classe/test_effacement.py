"""What is forgotten of who tested without an account, and when; what they wrote stays."""

from datetime import timedelta

import pytest

from commun.etats import EtatCourriel
from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from importations.models import Importation
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.etats import EtatTest
from productions.images import Image
from productions.services import tests_classe as services
from productions.services.tests_classe import effacement
from productions.services.tests_classe.effacement import CONSERVATION, CONSERVATION_SANS_SUITE
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.importations.chantier import INES, en_csv, lire
from tests.tests_classe import planifier, rendre

pytestmark = pytest.mark.django_db


def _restes(test) -> list[str]:
    test.refresh_from_db()
    siens = Courriel.objects.filter(cle__startswith=f"test:{test.pk}:").values_list("adresse", "texte")
    return [test.testeur_nom, test.testeur_courriel, *(mot for paire in siens for mot in paire)]


def test_rendu_il_s_oublie_apres_six_mois_et_pas_avant() -> None:
    test = rendre(planifier(fabrique.ressource(etat=R.EN_REVISION)))
    assert services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION) == 0
    assert services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION + timedelta(days=31)) == 1
    assert set(_restes(test)) == {""}
    assert test.testeur_efface_le
    assert test.etat == EtatTest.RENDU
    assert test.constats.count() == 2
    assert services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION + timedelta(days=32)) == 0


def test_decline_il_s_oublie_apres_un_mois_avec_ses_mots() -> None:
    test = planifier(fabrique.ressource(etat=R.EN_REVISION))
    services.ajouter_photo(test=test, image=Image(b"", 8, 8), sans_eleve=True, maintenant=MAINTENANT)
    services.decliner_test(test=test, motif="Je change d'établissement.", acteur=None, maintenant=MAINTENANT)
    assert not test.photos.exists()
    assert services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION_SANS_SUITE + timedelta(days=1)) == 1
    test.refresh_from_db()
    assert (test.testeur_nom, test.motif_arret, test.etat) == ("", "", EtatTest.DECLINE)


def test_ce_qui_a_ete_dit_a_l_equipe_ne_le_nomme_plus() -> None:
    test = planifier(fabrique.ressource(etat=R.EN_REVISION))
    services.decliner_test(test=test, motif="Je change d'établissement.", acteur=None, maintenant=MAINTENANT)
    a_l_equipe = Courriel.objects.filter(gabarit="test_decline", texte__contains="Je change d'établissement.")
    assert a_l_equipe.exists()
    a_l_equipe.update(etat=EtatCourriel.ENVOYE)
    services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION_SANS_SUITE + timedelta(days=1))
    assert not a_l_equipe.exists()
    assert Courriel.objects.filter(gabarit="test_decline").exclude(adresse="").exists()


@pytest.mark.parametrize("groupee", [True, False])
def test_les_nouvelles_ne_le_nomment_plus(groupee) -> None:
    """Those that wait still lead to their page, from the mail that will gather them."""
    test = planifier(fabrique.ressource(etat=R.EN_REVISION))
    services.confirmer_date(test=test, jour=test.jour_prevu, motif_tardif="", acteur=None, maintenant=MAINTENANT)
    nouvelles = Courriel.objects.filter(gabarit__in=["test_planifie", "test_confirme"])
    nommantes = nouvelles.filter(texte__contains="Inès Roux").count()
    assert nommantes
    if groupee:
        grouper_nouvelles(MAINTENANT + timedelta(days=1))
    assert set(nouvelles.values_list("etat", flat=True)) == {"groupe" if groupee else "en_attente"}
    services.decliner_test(test=test, motif="Je change d'établissement.", acteur=None, maintenant=MAINTENANT)
    services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION_SANS_SUITE + timedelta(days=1))
    assert not nouvelles.filter(texte__contains="Inès").exists()
    assert nouvelles.filter(texte="", valeurs={}).exclude(url="" if not groupee else "x").count() == nommantes


def test_l_erreur_du_serveur_d_envoi_n_en_garde_pas_l_adresse() -> None:
    test = rendre(planifier(fabrique.ressource(etat=R.EN_REVISION)))
    siens = Courriel.objects.filter(cle__startswith=f"test:{test.pk}:")
    siens.update(etat=EtatCourriel.ECHEC, erreur=f"SMTPRecipientsRefused : {{'{test.testeur_courriel}': (550, b'no')}}")
    services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION + timedelta(days=31))
    assert set(siens.values_list("adresse", "erreur")) == {("", "")}


def test_les_tableaux_gardent_qui_a_un_compte() -> None:
    """An account that a planner may not see is written to as a stranger; what others import about it is theirs."""
    campagne = fabrique.campagne(avec_equipe=True)
    en_attente = lire("membres", campagne, fabrique.titulaire(campagne, Fonction.COORDINATEUR), en_csv(INES))
    fabrique.personne(email=INES[0])
    rendre(planifier(fabrique.ressource(etat=R.EN_REVISION), testeur_courriel=INES[0]))
    assert services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION + timedelta(days=31)) == 1
    assert Importation.objects.filter(pk=en_attente.pk).exists()


def test_reste_sans_reponse_il_est_annule_puis_oublie() -> None:
    test = planifier(fabrique.ressource(etat=R.EN_REVISION))
    services.effacer_testeurs(maintenant=MAINTENANT + CONSERVATION + timedelta(days=31))
    test.refresh_from_db()
    assert (test.etat, test.testeur_courriel) == (EtatTest.ANNULE, "")


def test_qui_repond_entre_temps_n_est_pas_oublie(monkeypatch) -> None:
    test = planifier(fabrique.ressource(etat=R.EN_REVISION))
    tard, verrouiller = MAINTENANT + CONSERVATION + timedelta(days=31), effacement.verrouiller_test
    monkeypatch.setattr(effacement, "verrouiller_test", lambda t: verrouiller(rendre(t, maintenant=tard)))
    assert services.effacer_testeurs(maintenant=tard) == 0
    assert "Inès Roux" in _restes(test)


def test_qui_a_un_compte_n_est_pas_concerne() -> None:
    campagne = fabrique.campagne()
    test = rendre(planifier(fabrique.ressource(campagne, R.EN_REVISION), fabrique.enseignant(campagne)))
    assert services.effacer_testeurs(maintenant=MAINTENANT + timedelta(days=3650)) == 0
    test.refresh_from_db()
    assert test.testeur
