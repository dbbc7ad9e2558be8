"""The machine can fail: each fault of `mutations` is seen within a bounded number of runs."""

import pytest
from django.db import DatabaseError, connection  # noqa: F401 (read by skipif)
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from commun.erreurs import ActionImpossible
from productions import services
from productions.models import Ressource, Version
from tests import fabrique
from tests.conftest import COMPLET
from tests.machine.mutations import MUTATIONS
from tests.machine.pont import Pont
from tests.machine.test_machine import Vie
from tests.productions.test_depot_concurrence import ensemble

PARCOURS_MAX = 200
ESSAIS_MAX = 20


@pytest.mark.skipif(not COMPLET, reason="make test-complet")
@pytest.mark.django_db
@pytest.mark.parametrize("faute", MUTATIONS)
def test_la_machine_voit_la_faute(faute: str, monkeypatch: pytest.MonkeyPatch, record_property: object) -> None:
    compte = [0]

    class Fautive(Vie):
        pont = Pont()

        def __init__(self) -> None:
            super().__init__()
            compte[0] += 1

    MUTATIONS[faute](monkeypatch)
    reglages = settings(
        max_examples=PARCOURS_MAX,
        stateful_step_count=30,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises((AssertionError, DatabaseError)):
        run_state_machine_as_test(Fautive, settings=reglages)
    # The last run is the failure, played again.
    print(f"{faute} : vue au parcours {compte[0] - 1}")
    record_property("parcours", compte[0] - 1)


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
