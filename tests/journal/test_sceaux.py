"""The nightly seal finds what the chains alone cannot: a tail cut together with its head."""

import io
import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from journal import tasks
from journal.models import Tete
from journal.sceaux import sceller
from journal.services import ecrire
from tests.journal.conftest import DEBUT

pytestmark = pytest.mark.sqlite


def test_le_passe_garde_son_sceau(remplir, django_assert_num_queries) -> None:
    remplir("c:1", 3)
    remplir("c:2", 5)
    with django_assert_num_queries(1):
        avant = sceller(DEBUT + timedelta(minutes=4))
    assert avant.chaines == 2
    remplir("c:3", 1)
    assert sceller(DEBUT - timedelta(days=1)).chaines == 0
    assert sceller(DEBUT + timedelta(minutes=4)).empreinte != avant.empreinte
    assert sceller(DEBUT + timedelta(days=1)).chaines == 3


def test_une_suite_ne_change_pas_le_sceau(remplir, auteure) -> None:
    remplir("c:1", 3)
    avant = sceller(DEBUT + timedelta(hours=1))
    ecrire(chaine="c:1", action="a", acteur=auteure, maintenant=DEBUT + timedelta(hours=2))
    assert sceller(DEBUT + timedelta(hours=1)) == avant


def test_une_fin_coupee_avec_sa_tete(remplir, anomalies) -> None:
    ecritures = remplir("c:1", 3)
    instant = DEBUT + timedelta(hours=1)
    sceau = sceller(instant).empreinte
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM journal_ecriture WHERE id = %s", [ecritures[2].pk])
    Tete.objects.update(rang=2, empreinte=ecritures[1].empreinte)
    assert anomalies() == set()
    erreurs = io.StringIO()
    with pytest.raises(SystemExit) as arret:
        call_command("verifier_journal", au=instant, sceau=sceau, stderr=erreurs)
    assert arret.value.code == 1
    assert "n'est plus celui qui a été scellé" in erreurs.getvalue()


def test_le_sceau_de_la_trace_se_verifie(remplir, monkeypatch, caplog) -> None:
    remplir("c:1", 3)
    monkeypatch.setattr(tasks, "maintenant", lambda: DEBUT + timedelta(days=1))
    with caplog.at_level(logging.INFO):
        tasks.consigner_sceau()
    trace = caplog.messages[-1]
    instant, empreinte = trace.split()[4], trace.split()[6]
    assert instant == "2026-12-15T00:00:00+01:00"
    sortie = io.StringIO()
    call_command("verifier_journal", f"--au={instant}", f"--sceau={empreinte}", stdout=sortie)
    assert "intact" in sortie.getvalue()


@pytest.mark.parametrize("options", [["--au=2026-12-15T00:00:00+01:00"], ["--sceau=ab"], ["--au=hier", "--sceau=ab"]])
@pytest.mark.django_db
def test_une_option_de_travers(options: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("verifier_journal", *options)
