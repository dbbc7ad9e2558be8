"""A pôle's grids go to its next cycle, once."""

from datetime import date

import pytest

from commun.erreurs import ActionImpossible
from grilles.models import Feuille, Usage
from grilles.queries import grille_en_vigueur
from grilles.services import adapter_grille, copier_grilles
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.grilles_du_pole import adaptee

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def suivante(campagne):
    cycle = fabrique.cycle(ouvert=False, libelle="2027-2028", debut=date(2027, 9, 1), fin=date(2028, 8, 31))
    return fabrique.campagne(cycle=cycle, pole=campagne.pole)


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, "coordinateur")


def test_copier_prend_ce_qui_est_en_vigueur_et_rien_deux_fois(campagne, suivante, coordinateur):
    sienne = adaptee(campagne, coordinateur)
    adapter_grille(campagne=campagne, usage=Usage.TEST)  # a draft stays where it is
    geste = {"de": campagne, "vers": suivante, "acteur": coordinateur, "maintenant": MAINTENANT}
    copiees = copier_grilles(**geste)
    assert [v.grille.usage for v in copiees] == [Usage.RELECTURE]
    copie = grille_en_vigueur(suivante, Usage.RELECTURE)
    assert [s.titre for s in copie.sections.all()] == [s.titre for s in sienne.sections.order_by("ordre")]
    assert grille_en_vigueur(suivante, Usage.TEST).grille.fournie
    assert copier_grilles(**geste) == []
    assert not Feuille.objects.exists()


def test_copier_ne_touche_pas_a_ce_que_le_cycle_a_deja(campagne, suivante, coordinateur):
    adaptee(campagne, coordinateur)
    deja = adaptee(suivante, coordinateur)
    assert copier_grilles(de=campagne, vers=suivante, acteur=coordinateur, maintenant=MAINTENANT) == []
    assert grille_en_vigueur(suivante, Usage.RELECTURE) == deja


def test_on_ne_copie_pas_chez_un_autre_pole(campagne, coordinateur):
    with pytest.raises(ActionImpossible, match="même pôle"):
        copier_grilles(de=campagne, vers=fabrique.campagne(), acteur=coordinateur, maintenant=MAINTENANT)


def test_la_page_propose_les_cycles_que_l_on_mene(client, campagne, suivante, coordinateur):
    client.force_login(coordinateur)
    adresse = f"/poles/{campagne.pole.slug}/{campagne.cycle.libelle}/grilles/copier/"
    adaptee(campagne, coordinateur)
    assert "pas encore de cycle suivant" in client.get(adresse).content.decode()
    fabrique.mandat(coordinateur, "coordinateur", suivante)
    assert f'<option value="{suivante.pk}"' in client.get(adresse).content.decode()
    page = client.post(adresse, {"vers": suivante.pk}, follow=True).content.decode()
    assert "en vigueur pour le cycle 2027-2028 : relecture" in page
