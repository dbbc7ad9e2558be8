"""The same with PostgreSQL, Valkey, a real worker and a real mail server; in `make test-complet`, the whole year.

Thirty pôles, six hundred people; beat down for nine days, started three times at once; the worker killed with -9 in
the middle of its sweeps and of its mails; a mail server that refuses a third; every date moved twice.
"""

from __future__ import annotations

import random
import time as temps
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from tests.calendrier.rappels import compte, monde
from tests.calendrier.rappels.chantier import CONCURRENCE, Chantier
from tests.calendrier.rappels.facteur import Facteur, facteur
from tests.calendrier.rappels.promesse import Annee
from tests.conftest import COMPLET
from tests.horloges import arreter

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.ouvrier,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]
TAILLE = {"poles": 30, "equipe": 17, "choses": 36} if COMPLET else {"poles": 3, "equipe": 4, "choses": 8}
PREMIER, DERNIER = (monde.RENTREE, monde.FIN) if COMPLET else (date(2027, 3, 1), date(2027, 3, 9))
JOURS = [PREMIER + timedelta(n) for n in range((DERNIER - PREMIER).days + 1)]
MORTS = 20 if COMPLET else 2
SANS_BEAT = [date(2027, 1, 22) + timedelta(n) for n in range(9)]


def matin(jour: date) -> datetime:
    return datetime.combine(jour, time(7), UTC)


@pytest.fixture
def chantier(
    choses_dues: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, horloge: Callable[..., None]
) -> Callable[..., object]:
    @contextmanager
    def ouvrir(*, refus: float = 0.0, deplacees: bool = False) -> Iterator[tuple[Annee, Chantier, Facteur]]:
        annee = monde.creer(**TAILLE, premier=PREMIER, dernier=DERNIER)
        if deplacees:
            monde.deplacer_toutes_les_dates(annee, random.Random(3))
        choses_dues(*annee.choses)
        fichier = tmp_path / "horloge"
        arreter(fichier, matin(PREMIER))
        with facteur(refus) as (homme, port):
            monkeypatch.setenv("ESSAIS_HORLOGE", str(fichier))
            monkeypatch.setenv("ESSAIS_SMTP", f"smtp://127.0.0.1:{port}?tls=0")
            with Chantier(tmp_path, fichier, horloge) as lieu:
                yield annee, lieu, homme

    return ouvrir


def conclure(quoi: str, annee: Annee, lieu: Chantier, homme: Facteur, *, pannes_max: int, debut: float) -> None:
    dernier = matin(DERNIER) + timedelta(hours=12)
    faits = compte.verifier(annee, dernier, homme.recus, pannes_max=pannes_max)
    print(f"\n{quoi} : {faits}, {len(annee.sautes)} sautés, {lieu.morts} morts, {temps.monotonic() - debut:.0f} s")
    homme.refus = 0
    demain = matin(DERNIER) + timedelta(days=2)
    lieu.arreter_l_horloge(demain)
    compte.completer(annee, dernier, lambda: lieu.vider(demain))


@pytest.mark.skipif(not COMPLET, reason="le petit cas est dans test_annee.py")
@pytest.mark.parametrize("deplacees", [False, True], ids=["sans-panne", "dates-deplacees"])
def test_l_annee(chantier, deplacees):
    with chantier(deplacees=deplacees) as (annee, lieu, homme):
        debut = temps.monotonic()
        annee.vivre(JOURS)
        for jour in JOURS:
            lieu.passer(matin(jour))
        conclure("année", annee, lieu, homme, pannes_max=0, debut=debut)
        assert set(homme.recus.values()) == {1}


@pytest.mark.skipif(not COMPLET, reason="le petit cas est dans test_annee.py")
def test_neuf_jours_sans_beat_puis_trois_a_la_fois(chantier):
    with chantier() as (annee, lieu, homme):
        debut, vecus = temps.monotonic(), [jour for jour in JOURS if jour not in SANS_BEAT]
        annee.vivre(vecus)
        for jour in vecus:
            lieu.passer(matin(jour), fois=3)
        conclure("beat absent 9 jours, puis triple", annee, lieu, homme, pannes_max=0, debut=debut)
        assert set(homme.recus.values()) == {1}


@pytest.mark.skipif(not COMPLET, reason="le petit cas est dans test_annee.py")
def test_le_serveur_de_courriel_refuse_un_tiers_du_temps(chantier):
    with chantier(refus=0.3) as (annee, lieu, homme):
        debut = temps.monotonic()
        annee.vivre(JOURS)
        for jour in JOURS:
            lieu.passer(matin(jour))
        # Six tries at three in ten: about one mail in a thousand is given up, and shows.
        conclure(f"SMTP ({homme.refuses} refus)", annee, lieu, homme, pannes_max=40, debut=debut)
        assert set(homme.recus.values()) == {1}


@pytest.mark.long
def test_l_ouvrier_tue_au_milieu_de_ses_passages(chantier):
    """Half of the deaths at a given query of the sweep, half while the mails leave."""
    hasard = random.Random(11)
    with chantier() as (annee, lieu, homme):
        debut = temps.monotonic()
        annee.vivre(JOURS)
        ouvres = [jour for jour in JOURS if any(pole.ouvre(jour) for pole in annee.poles.values())]
        pas = max(1, len(ouvres) // (2 * MORTS))
        for jour in JOURS:
            mort: dict[str, float] = {}
            if lieu.morts < MORTS and jour in ouvres[::pas]:
                if lieu.morts % 2:
                    mort = {"mort_apres": hasard.uniform(0.05, 0.5 if COMPLET else 0.15)}
                else:
                    mort = {"mort_a": hasard.randint(2, 60 if COMPLET else 25)}
            lieu.passer(matin(jour), **mort)
        assert lieu.morts == MORTS
        conclure("ouvrier tué", annee, lieu, homme, pannes_max=MORTS * CONCURRENCE, debut=debut)
        # What was stuck may have left: sent again, it has the same Message-ID, and mailboxes drop it.
        assert sum(homme.recus.values()) - len(homme.recus) <= MORTS * CONCURRENCE
