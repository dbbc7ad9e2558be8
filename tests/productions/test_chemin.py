"""Every state can be reached through the services, and the journal of the way holds."""

import pytest

from productions.etats import EtatRessource
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("etat", EtatRessource.values)
def test_chaque_etat_s_atteint_par_les_services(etat: str):
    assert fabrique.ressource(etat=etat).etat == etat
