"""Reminders of who has no account follow the pôle's rules, once each; who does not answer shows to the coordinator."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from calendrier import services as calendrier
from calendrier.obligations import Demande, obligations
from calendrier.rappels.cibles import Cible
from calendrier.rappels.occurrences import Cadence
from commun.models import Courriel
from poles.etats import EtatCycle
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.services import tests_classe as services
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.tests_classe import lien_de, planifier, rendre

pytestmark = pytest.mark.django_db
JOUR_DU_TEST = date(2027, 3, 18)  # a Thursday


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def test(campagne):
    return planifier(fabrique.ressource(campagne, R.EN_REVISION), jour_prevu=JOUR_DU_TEST)


def matin(jour: date) -> datetime:
    return datetime(jour.year, jour.month, jour.day, 9, 5, tzinfo=ZoneInfo("Europe/Paris"))


def rappels() -> int:
    return Courriel.objects.filter(gabarit="test_rappel").count()


def test_une_semaine_avant_une_seule_fois(test) -> None:
    for jours in range(12, 0, -1):
        for _ in range(2):
            services.rappeler_testeurs(maintenant=matin(JOUR_DU_TEST - timedelta(days=jours)))
    assert rappels() == 1
    courriel = Courriel.objects.get(gabarit="test_rappel")
    assert courriel.cree_le.date() == JOUR_DU_TEST - timedelta(days=7)
    # Its link opens the test, and the one of the invitation still does.
    assert test.liens.vivants().count() == 2


def test_la_regle_du_pole_vaut_et_une_date_qui_bouge_rearme(campagne, test) -> None:
    calendrier.regler_rappels(
        campagne=campagne,
        cible=Cible(nature="test_classe"),
        cadence=Cadence(avant=(3,)),
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
    )
    services.rappeler_testeurs(maintenant=matin(JOUR_DU_TEST - timedelta(days=7)))
    assert rappels() == 0
    services.rappeler_testeurs(maintenant=matin(JOUR_DU_TEST - timedelta(days=3)))
    assert rappels() == 1
    plus_tard = JOUR_DU_TEST + timedelta(days=7)
    services.confirmer_date(
        test=test, jour=plus_tard, motif_tardif="", acteur=None, maintenant=matin(JOUR_DU_TEST - timedelta(days=2))
    )
    services.rappeler_testeurs(maintenant=matin(plus_tard - timedelta(days=3)))
    assert rappels() == 2


def test_ni_la_nuit_ni_dimanche_ni_apres_un_refus(test) -> None:
    nuit = matin(JOUR_DU_TEST - timedelta(days=7)).replace(hour=23)
    dimanche = matin(JOUR_DU_TEST - timedelta(days=4))
    services.decliner_test(test=test, motif="", acteur=None, maintenant=MAINTENANT)
    assert [services.rappeler_testeurs(maintenant=quand) for quand in (nuit, dimanche, matin(JOUR_DU_TEST))] == [0] * 3


def test_un_test_tardif_se_rappelle_apres_la_cloture_du_cycle(campagne) -> None:
    jour = date(2027, 11, 25)
    test = planifier(fabrique.ressource(campagne, R.EN_REVISION), jour_prevu=jour, motif_tardif="Au programme.")
    campagne.cycle.etat = EtatCycle.CLOS
    campagne.cycle.save(update_fields=["etat"])
    services.rappeler_testeurs(maintenant=matin(jour - timedelta(days=7)))
    assert rappels() == 1
    assert test.liens.count() == 2


def test_une_ressource_abandonnee_ne_rappelle_personne(client, test) -> None:
    r = test.version.ressource
    r.etat = R.ABANDONNEE
    r.save(update_fields=["etat"])
    assert services.rappeler_testeurs(maintenant=matin(JOUR_DU_TEST - timedelta(days=7))) == 0
    adresse = reverse("productions:mon_test_par_lien", args=[lien_de(test)])
    assert "Cette ressource est abandonnée" in client.get(adresse).text
    rendu = rendre(test)
    assert client.get(reverse("productions:mon_test_par_lien", args=[lien_de(rendu)])).status_code == 200


def test_qui_a_un_compte_le_trouve_avec_le_reste_et_sans_reponse_le_pole_le_voit(campagne) -> None:
    testeur = fabrique.enseignant(campagne)
    planifier(fabrique.ressource(campagne, R.EN_REVISION), testeur, jour_prevu=JOUR_DU_TEST)
    sienne = next(o for o in obligations(Demande(JOUR_DU_TEST, personne=testeur)) if o.genre == "test")
    assert (sienne.echeance, sienne.nature, sienne.obligatoire) == (JOUR_DU_TEST, "test_classe", False)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)

    def vues(jour: date) -> list[str]:
        return [o.genre for o in obligations(Demande(jour, personne=coordinateur)) if o.genre.startswith("test")]

    assert vues(JOUR_DU_TEST - timedelta(days=10)) == []
    assert vues(JOUR_DU_TEST - timedelta(days=1)) == ["test_sans_reponse"]
    assert services.rappeler_testeurs(maintenant=matin(JOUR_DU_TEST - timedelta(days=7))) == 0
