"""« Dates du pôle »: days of its own before the cycle's, told to the team; empty goes back to the cycle's."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from calendrier.models import Echeance
from calendrier.models import NatureEcheance as N
from calendrier.queries import echeances_de, jour_de
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import NatureReport
from productions.queries.dates import jour_de_la_ressource
from tests import fabrique

pytestmark = pytest.mark.django_db
FEVRIER = date(2027, 2, 5)


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordinateur(campagne, client: Client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def adresse(campagne) -> str:
    return reverse("calendrier:dates_du_pole", args=[campagne.pole.slug, campagne.cycle.libelle])


def en_vigueur(campagne, nature=N.V2) -> date | None:
    return jour_de(echeances_de(campagne), nature)


@pytest.mark.usefixtures("coordinateur")
def test_une_date_a_soi_puis_celle_du_cycle(campagne, client: Client):
    nadia = fabrique.enseignant(campagne)
    ressource = fabrique.ressource(campagne, R.EN_REVISION, [nadia])
    page = client.get(adresse(campagne)).content.decode()
    assert "Date du cycle : dimanche 31 janvier" in page
    assert "Obligatoire." in page
    assert "Indicative." in page
    for _ in range(2):  # again changes nothing and tells nobody
        client.post(adresse(campagne), {"jour_v2_1": FEVRIER.isoformat(), "jour_v1_1": "2026-12-18"})
    assert en_vigueur(campagne) == FEVRIER == jour_de_la_ressource(ressource, NatureReport.V2)
    assert en_vigueur(campagne, N.V1) == date(2026, 12, 18)
    recus = Courriel.objects.filter(gabarit="dates_du_pole")
    equipe = {nadia.pk, *(fabrique.titulaire(campagne, f).pk for f in (Fonction.INSPECTEUR, Fonction.DRANE))}
    assert sorted(recus.values_list("personne", flat=True)) == sorted(equipe)
    assert "Relectures et V2 : 5 février 2027" in recus.first().texte
    assert Ecriture.objects.filter(chaine=campagne.chaine, action="campagne.dates").count() == 1
    reponse = client.post(adresse(campagne), {"jour_v2_1": ""}, follow=True)
    assert en_vigueur(campagne) == date(2027, 1, 31)
    assert "Relectures et V2 : 31 janvier 2027" in reponse.content.decode()


@pytest.mark.usefixtures("coordinateur")
def test_la_date_du_cycle_retapee_suit_le_cycle(campagne, client: Client):
    client.post(adresse(campagne), {"jour_v2_1": "2027-01-31"})
    assert not campagne.echeances_propres.exists()
    Echeance.objects.filter(cycle=campagne.cycle, nature=N.V2).update(jour=FEVRIER)
    assert en_vigueur(campagne) == FEVRIER


@pytest.mark.usefixtures("coordinateur")
def test_une_date_obligatoire_le_reste_et_un_jour_sans_classe_est_dit(campagne, client: Client):
    reponse = client.post(adresse(campagne), {"jour_point_etape_1": "2026-12-25"}, follow=True)
    assert campagne.echeances_propres.get().obligatoire
    assert "tombe pendant les vacances scolaires" in reponse.content.decode().replace("&#x27;", "'") or (
        "est un jour férié" in reponse.content.decode()
    )
    page = client.post(adresse(campagne), {"jour_v2_1": "2031-01-01"}).content.decode()
    assert "Choisissez un jour entre" in page
    assert "2031-01-01" in page


def test_les_autres_n_y_touchent_pas(campagne, client: Client):
    for fonction, code in ((Fonction.INSPECTEUR, 403), (Fonction.DRANE, 403)):
        client.force_login(fabrique.titulaire(campagne, fonction))
        assert client.post(adresse(campagne), {"jour_v2_1": "2027-02-05"}).status_code == code
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    assert client.get(adresse(campagne)).status_code == 404
    assert not campagne.echeances_propres.exists()


def test_une_page_ouverte_trop_tot(campagne, coordinateur, client: Client):
    vu = client.get(adresse(campagne)).context["vu"]
    client.post(adresse(campagne), {"jour_v2_1": "2027-02-05"})
    reponse = client.post(adresse(campagne), {"vu": vu, "jour_v2_1": "2027-02-12"})
    assert reponse.status_code == 409
    assert en_vigueur(campagne) == FEVRIER
