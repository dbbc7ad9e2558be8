"""The machine can fail: each fault of `mutations` is seen within a bounded number of runs."""

import pytest
from django.db import DatabaseError, connection  # noqa: F401 (read by skipif)
from hypothesis import Phase

from commun.erreurs import ActionImpossible
from productions import services
from productions.models import Ressource, Version
from tests import fabrique
from tests.conftest import COMPLET
from tests.machine.mutations import MUTATIONS
from tests.machine.pont import Pont
from tests.machine.tours import jouer_un_tour
from tests.productions.test_depot_concurrence import ensemble

TOURS_MAX = 10
ESSAIS_MAX = 20


@pytest.mark.skipif(not COMPLET, reason="make test-complet")
@pytest.mark.django_db
@pytest.mark.parametrize("faute", MUTATIONS)
def test_la_machine_voit_la_faute(faute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTATIONS[faute](monkeypatch)
    with pytest.raises((AssertionError, DatabaseError)) as vue:
        jouer_des_tours()
    print(f"{faute} : vue par {vue.traceback[-1].path.name}, ligne {vue.traceback[-1].lineno + 1}")


def jouer_des_tours() -> None:
    pont = Pont()
    for tour in range(TOURS_MAX):
        jouer_un_tour(pont, tour, parcours=2, pas=30, phases=[Phase.generate])


@pytest.mark.skipif(not COMPLET, reason="make test-complet")
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sans_verrou_deux_clics_se_verraient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine, alone in its transaction, cannot see: the threads do."""
    monkeypatch.setattr("productions.services.versions.verrouiller_ressource", lambda r: Ressource.objects.get(pk=r.pk))
    campagne = fabrique.campagne()
    for _ in range(ESSAIS_MAX):
        ressource = fabrique.ressource(campagne)
        qui = ressource.liens_producteurs.get().personne
        depot = services.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=fabrique.MAINTENANT)
        services.ajouter_lien(depot=depot, nature="cours", lien="https://elea.exemple.fr/1", nom="")
        fabrique.declarer(depot)
        geste = lambda r=ressource, qui=qui: services.deposer_version(  # noqa: E731
            ressource=r, acteur=qui, maintenant=fabrique.MAINTENANT, numero=1
        )
        issues = ensemble(*[geste] * 4)
        propres = all(isinstance(i, Version | ActionImpossible) for i in issues)
        if not propres or Version.objects.filter(ressource=ressource).count() != 1:
            return
    pytest.fail("Sans le verrou, rien ne s'est vu.")
