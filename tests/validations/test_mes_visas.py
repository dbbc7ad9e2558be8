"""The list of visas: an unrevealed opinion shows neither on screen, nor by filtering, counting or exporting."""

import pytest
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from validations.models import Avis, NatureVisa, Visa
from validations.services import retirer_demande

pytestmark = pytest.mark.django_db
SECRET = "zorglub"


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


def _lire(client: Client, recherche: str = "") -> str:
    return b"".join(client.get(f"{reverse('validations:mes_visas')}?{recherche}")).decode()


def _nombre(client: Client, recherche: str = "") -> int:
    return client.get(f"{reverse('validations:mes_visas')}?{recherche}").context["page"].paginator.count


@pytest.mark.parametrize(
    ("fonction", "lit"), [(Fonction.COORDINATEUR, False), (Fonction.DRANE, False), (Fonction.INSPECTEUR, True)]
)
def test_un_visa_qui_attend_l_autre(client: Client, campagne, fonction: str, lit: bool) -> None:
    demande = fabrique.ressource(campagne, R.EN_VALIDATION).demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, SECRET)
    client.force_login(fabrique.titulaire(campagne, fonction))
    assert _nombre(client) == 1
    assert ("visa donné" in _lire(client)) != lit
    for recherche in ("", "format=csv", "avis=defavorable", "avis=defavorable&format=csv", "tri=avis"):
        assert (SECRET in _lire(client, recherche)) == (lit and "csv" in recherche)
    # Asked for by opinion, it answers to its author alone, whatever the question.
    assert [_nombre(client, f"avis={avis}") for avis in (Avis.FAVORABLE, Avis.DEFAVORABLE)] == [0, int(lit)]


def test_un_visa_revele_se_lit_et_se_filtre(client: Client, campagne) -> None:
    fabrique.ressource(campagne, R.NON_VALIDEE)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert _nombre(client, "avis=defavorable") == 2
    assert _nombre(client, "avis=favorable") == 0
    assert _nombre(client, f"nature={NatureVisa.NUMERIQUE}") == 1
    assert _nombre(client, "apres=2027-01-14&avant=2027-01-14") == 2
    assert _nombre(client, "apres=2027-01-15") == 0
    assert "À reprendre." in _lire(client, "format=csv")


def test_le_visa_d_une_demande_retiree_reste_secret(client: Client, campagne) -> None:
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, SECRET)
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    retirer_demande(ressource=ressource, motif="Plus tard.", acteur=qui, maintenant=fabrique.MAINTENANT)
    client.force_login(qui)
    assert _nombre(client) == 1
    assert _nombre(client, "avis=defavorable") == 0
    assert SECRET not in _lire(client, "format=csv")


def test_les_visas_d_ailleurs_n_y_sont_pas_les_siens_si(client: Client, campagne) -> None:
    fabrique.ressource(campagne, R.VALIDEE)
    client.force_login(fabrique.titulaire(fabrique.campagne(cycle=campagne.cycle), Fonction.COORDINATEUR))
    assert _nombre(client) == 0
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    inspecteur.mandats.update(fin=fabrique.JOUR.replace(day=1))
    client.force_login(inspecteur)
    assert _nombre(client) == Visa.objects.filter(signataire=inspecteur).count() == 1
