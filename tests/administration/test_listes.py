"""Lists of the administration for those who lead: they answer questions, at the same cost whatever their length."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.services import fixer_date
from tests import fabrique
from tests.conftest import COMPLET
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
RESSOURCES = "admin:productions_ressource_changelist"


@pytest.fixture
def campagne(client):
    campagne = fabrique.campagne(avec_equipe=True)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    return campagne


def etats(client, **question) -> set[str]:
    return {ressource.etat for ressource in client.get(reverse(RESSOURCES), question).context["cl"].result_list}


def test_qui_l_on_attend_et_depuis_quand(client, campagne):
    for etat in (R.EN_CONCEPTION, R.EN_RELECTURE, R.PRETE_A_VALIDER):
        fabrique.ressource(campagne, etat)
    # Who asks for the validation: the producers as well as whoever leads. Nobody is assigned yet.
    assert etats(client, attend="producteurs") == {R.EN_CONCEPTION, R.PRETE_A_VALIDER}
    assert etats(client, attend="relecteurs") == set()
    assert etats(client, attend="conduite") == {R.EN_RELECTURE, R.PRETE_A_VALIDER}
    fabrique.relecture(campagne.ressources.get(etat=R.EN_RELECTURE))
    assert etats(client, attend="relecteurs") == {R.EN_RELECTURE}
    assert etats(client, retard="1") == set()
    ressource = campagne.ressources.get(etat=R.EN_CONCEPTION)
    qui = {"acteur": fabrique.titulaire(campagne, Fonction.COORDINATEUR), "maintenant": MAINTENANT}
    fixer_date(ressource=ressource, nature="v1", jour=fabrique.JOUR, **qui)
    assert etats(client, retard="1") == set()
    ressource.dates_propres.update(jour=date(fabrique.JOUR.year, fabrique.JOUR.month, 1))
    assert etats(client, retard="1") == {R.EN_CONCEPTION}
    assert etats(client, retard="31") == set()


# Fifty rows, which take long to make: in `make test-complet`.
@pytest.mark.parametrize("combien", [3, 50] if COMPLET else [3])
def test_chaque_liste_coute_au_plus_douze_requetes(client, campagne, combien):
    fabrique.fiche(campagne, soumise=True)
    enseignant = fabrique.enseignant(campagne)
    for _ in range(combien):
        fabrique.ressource(campagne, R.EN_CONCEPTION, [enseignant])
    trop = {}
    for modele in admin.site._registry:
        liste = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(liste)
        if reponse.status_code == 200 and len(requetes) > 12:
            trop[modele._meta.label] = [requete["sql"][:110] for requete in requetes]
    assert not trop
    assert client.get(reverse(RESSOURCES)).context["cl"].result_count >= combien
