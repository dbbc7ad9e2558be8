"""How many sheets a pôle has received along each version: handed in, and of its own resources."""

from datetime import date

import pytest

from grilles.models import Question, Usage
from grilles.queries import grille_en_vigueur
from grilles.queries.tableau import ligne_de, lignes_de
from poles.models import Niveau
from productions.etats import EtatRessource as R
from productions.services import rendre_relecture
from productions.services.grilles import remplir_grille
from productions.services.tests_classe.planification import Seance, planifier_test
from productions.services.tests_classe.reponses import rendre_test
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.grilles_du_pole import adaptee

pytestmark = pytest.mark.django_db


@pytest.fixture
def ressource():
    return fabrique.ressource(etat=R.EN_RELECTURE)


def repondu(campagne, usage):
    grille = grille_en_vigueur(campagne, usage)
    question = Question.objects.filter(section__version=grille, genre="texte").first()
    return {"grille": grille, "valeurs": {question.pk: "Un mot."}, "maintenant": MAINTENANT}


def test_une_relecture_compte_une_fois_rendue_sous_la_version_qu_elle_a_suivie(ressource):
    campagne = ressource.campagne_suivi
    relecture, autre = fabrique.relecture(ressource), fabrique.relecture(ressource)
    for une in (relecture, autre):
        remplir_grille(relecture=une, **repondu(campagne, Usage.RELECTURE))
    assert ligne_de(campagne, Usage.RELECTURE).reponses == 0
    rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)
    assert ligne_de(campagne, Usage.RELECTURE).reponses == 1
    assert ligne_de(fabrique.campagne(), Usage.RELECTURE).reponses == 0
    adaptee(campagne, fabrique.titulaire(campagne, "coordinateur"))
    ligne = ligne_de(campagne, Usage.RELECTURE)
    assert (ligne.reponses, ligne.remises[ligne.fournie.pk]) == (0, 1)


def test_un_test_en_classe_compte_une_fois_rendu(ressource, django_assert_max_num_queries):
    campagne = ressource.campagne_suivi
    test = planifier_test(
        ressource=ressource,
        seance=Seance(niveau=Niveau.objects.first(), etablissement="Collège du Pic", jour_prevu=date(2027, 3, 11)),
        testeur=fabrique.enseignant(campagne),
        acteur=fabrique.titulaire(campagne, "coordinateur"),
        maintenant=MAINTENANT,
    )
    assert ligne_de(campagne, Usage.TEST).reponses == 0
    rendre_test(test=test, constats=[], nombre_eleves=None, fait_le=JOUR, acteur=None, **repondu(campagne, Usage.TEST))
    with django_assert_max_num_queries(5):
        assert [ligne.reponses for ligne in lignes_de(campagne)] == [0, 1, 0, 0]
