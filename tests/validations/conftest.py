"""The people of a pôle, and a resource in the state that a test starts from."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from comptes.models import Personne
from poles.models import Campagne, Fonction
from productions.etats import EtatRessource
from productions.models import Ressource
from tests import fabrique


@dataclass
class Pole:
    campagne: Campagne
    producteur: Personne
    enseignant: Personne
    coordinateur: Personne
    inspecteur: Personne
    drane: Personne
    etranger: Personne
    administrateur: Personne

    def ressource(self, etat: str = EtatRessource.EN_CONCEPTION, **champs) -> Ressource:
        return fabrique.ressource(self.campagne, etat, champs.pop("producteurs", [self.producteur]), **champs)


def faire_pole() -> Pole:
    campagne = fabrique.campagne(avec_equipe=True)
    return Pole(
        campagne=campagne,
        producteur=fabrique.enseignant(campagne),
        enseignant=fabrique.enseignant(campagne),
        coordinateur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        inspecteur=fabrique.titulaire(campagne, Fonction.INSPECTEUR),
        drane=fabrique.titulaire(campagne, Fonction.DRANE),
        etranger=fabrique.enseignant(fabrique.campagne()),
        administrateur=fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR),
    )


@pytest.fixture
def pole(db) -> Pole:
    return faire_pole()
