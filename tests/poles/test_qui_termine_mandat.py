"""Who may end whose mandate."""

import pytest
from django.urls import reverse

from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


def adresse(campagne, qui) -> str:
    return reverse("poles:terminer_mandat", args=[campagne.pole.slug, campagne.cycle.libelle, qui.mandats.get().pk])


# Rows, the fonction of the mandate; columns, the fonction of who acts.
PEUVENT = {
    Fonction.ENSEIGNANT: {Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR},
    Fonction.OBSERVATEUR: {Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR},
    Fonction.COORDINATEUR: {Fonction.ADMINISTRATEUR},
    Fonction.INSPECTEUR: {Fonction.ADMINISTRATEUR},
    Fonction.DRANE: {Fonction.ADMINISTRATEUR},
}


@pytest.mark.parametrize("du", PEUVENT)
def test_qui_met_fin_au_mandat_de_qui(client, campagne, du):
    cible = fabrique.personne()
    mandat = fabrique.mandat(cible, du, campagne)
    for fonction in Fonction.values:
        portee = campagne.pole.academie if fonction == Fonction.ADMINISTRATEUR else campagne
        qui = fabrique.personne()
        fabrique.mandat(qui, fonction, portee)
        client.force_login(qui)
        url = adresse(campagne, cible)
        attendu = 200 if fonction in PEUVENT[du] else 403
        assert (client.get(url).status_code, client.post(url).status_code) == (attendu, attendu), fonction
    mandat.refresh_from_db()
    assert mandat.fin is None


def test_l_administration_ne_met_pas_fin_au_sien_ni_a_celui_d_une_autre_academie(client, campagne):
    qui = fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR)
    client.force_login(qui)
    assert client.get(adresse(campagne, qui)).status_code == 403
    ailleurs = fabrique.personne()
    fabrique.mandat(
        ailleurs, Fonction.ENSEIGNANT, fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Lyon")))
    )
    assert client.get(adresse(campagne, ailleurs)).status_code == 404
