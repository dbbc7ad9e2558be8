"""Who made a version stays among its producers: independence hangs on it."""

import pytest

from commun.erreurs import ActionImpossible
from productions.etats import EtatRessource
from productions.services import deposer_version
from productions.services.producteurs import definir_producteurs
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def ressource():
    return fabrique.ressource(etat=EtatRessource.EN_RELECTURE)


def _definir(ressource, personnes):
    definir_producteurs(ressource=ressource, personnes=personnes, acteur=personnes[0], maintenant=fabrique.MAINTENANT)


def test_qui_a_depose_une_version_ne_se_retire_pas(ressource):
    auteur, autre = ressource.liens_producteurs.get().personne, fabrique.enseignant(ressource.campagne_suivi)
    with pytest.raises(ActionImpossible, match="a déposé la V1"):
        _definir(ressource, [autre])
    assert ressource.liens_producteurs.get().personne == auteur


def test_un_coproducteur_qui_n_a_rien_depose_se_retire(ressource):
    auteur, autre = ressource.liens_producteurs.get().personne, fabrique.enseignant(ressource.campagne_suivi)
    _definir(ressource, [auteur, autre])
    _definir(ressource, [auteur])
    assert ressource.liens_producteurs.get().personne == auteur


def test_seul_un_producteur_depose():
    ressource = fabrique.ressource(etat=EtatRessource.EN_REVISION)
    with pytest.raises(ActionImpossible, match="Seul un producteur"):
        deposer_version(
            ressource=ressource, acteur=fabrique.superutilisateur(), maintenant=fabrique.MAINTENANT, numero=2
        )
