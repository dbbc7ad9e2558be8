"""A pôle, who leads it, who administers its académie, and a fiche whose mails have left."""

from types import SimpleNamespace

import pytest
from django.test import Client

from poles.models import Campagne, Cycle, Fonction, Pole
from tests import fabrique


def campagne_ailleurs(academie: str) -> Campagne:
    """Of another pôle, in the same cycle."""
    pole = Pole.objects.create(slug=f"p{Pole.objects.count()}", nom="Autre", academie=fabrique.academie(academie))
    return Campagne.objects.create(pole=pole, cycle=Cycle.objects.first(), theme="Autre thème")


@pytest.fixture
def pole(db) -> SimpleNamespace:
    campagne = fabrique.campagne()
    academie = campagne.pole.academie
    enseignant = fabrique.enseignant(campagne)
    gens = {
        "coordination": fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        "administration": fabrique.titulaire(academie, Fonction.ADMINISTRATEUR),
        "superutilisateur": fabrique.superutilisateur(),
        "enseignant": enseignant,
    }
    fiche = fabrique.fiche(campagne, [enseignant], soumise=True)
    return SimpleNamespace(campagne=campagne, academie=academie, fiche=fiche, gens=gens)


@pytest.fixture
def comme(pole):
    """Somebody's browser."""

    def ouvrir(role: str) -> Client:
        client = Client()
        client.force_login(pole.gens[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return ouvrir
