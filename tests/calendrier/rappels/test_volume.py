"""Twenty thousand reminders due in one sweep: its queries, its memory and its time, against a tenth of it."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from calendrier.models import Rappel
from calendrier.services import rappels as service
from commun.models import Courriel
from poles.models import Campagne, Pole
from tests import fabrique
from tests.calendrier.rappels import choses
from tests.calendrier.rappels.choses import Chose, Demande
from tests.calendrier.rappels.test_envoi import DEPUIS, DU, DUE, MATIN
from tests.conftest import COMPLET

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
GENS = 6


def monde(choses_dues: Callable[..., None], campagnes: int, par_campagne: int) -> None:
    """Each thing is owed by one of its pôle's six teachers."""
    cycle = fabrique.cycle()
    dues = []
    for n in range(campagnes):
        pole = Pole.objects.create(slug=f"volume-{cycle.pk}-{n}", nom=f"Pôle {n}", academie=cycle.academie)
        campagne = Campagne.objects.create(pole=pole, cycle=cycle)
        gens = [fabrique.personne().pk for _ in range(GENS)]
        dues += [
            Chose(f"{campagne.pk}-{i}", campagne.pk, [(DU, DUE)], [gens[i % GENS]], depuis=DEPUIS)
            for i in range(par_campagne)
        ]
    choses_dues(*dues)
    # What the test itself holds must not be counted.
    list(choses.fournir(Demande(date(2027, 3, 8), campagnes=())))


def mesurer() -> dict[str, float]:
    """Two sweeps of the same: one for the time, one for the rest, since watching the memory takes most of the time."""
    requetes = 0

    def compter(execute: Callable[..., object], *requete: object) -> object:
        nonlocal requetes
        requetes += 1
        return execute(*requete)

    depart = time.monotonic()
    service.envoyer_rappels(maintenant=MATIN)
    duree = time.monotonic() - depart
    Rappel.objects.all().delete()
    Courriel.objects.all().delete()
    tracemalloc.start()
    with connection.execute_wrapper(compter):
        bilan = service.envoyer_rappels(maintenant=MATIN)
    _, sommet = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "rappels": bilan.prepares,
        "courriels": bilan.courriels,
        "requêtes": requetes,
        "mémoire (Mo)": round(sommet / 2**20, 1),
        "durée (s)": round(duree, 1),
    }


def test_la_memoire_ne_croit_pas_avec_le_nombre(choses_dues, monkeypatch, taches_lancees):
    """Ten times as many: ten times the batches, each of the same cost, and the same memory."""
    campagnes, par_campagne = (10, 200) if COMPLET else (4, 10)
    if not COMPLET:
        monkeypatch.setattr(service, "CAMPAGNES_PAR_LOT", 4)
        monkeypatch.setattr(service, "PERSONNES_PAR_LOT", 24)
    mesures = []
    for fois in (1, 10):
        Rappel.objects.all().delete()
        Courriel.objects.all().delete()
        Campagne.objects.all().delete()
        monde(choses_dues, campagnes * fois, par_campagne)
        mesures.append(mesurer())
        assert mesures[-1]["rappels"] == campagnes * fois * par_campagne
        assert mesures[-1]["courriels"] == campagnes * fois * GENS
        assert not Rappel.objects.exclude(etat="envoye").exists()
        taches_lancees.clear()
    petite, grande = mesures
    print(f"\n{petite}\n{grande}")
    assert grande["requêtes"] <= 10 * petite["requêtes"]
    assert grande["mémoire (Mo)"] <= 1.3 * petite["mémoire (Mo)"] + 1
    # The bounded cost of one batch: a handful of queries a campaign, whatever its reminders.
    assert petite["requêtes"] <= 80
