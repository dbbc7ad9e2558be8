"""Drives a real worker through the days: its clock, its sweeps, its deaths, the mails that it sends."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Self

from celery import current_app

from commun.models import Courriel
from tests.horloges import arreter
from tests.ouvriers import lancer_ouvrier

# In seconds.
PATIENCE = 60
CONCURRENCE = 2
# When the outbox tries again, after the morning's first sending.
REPRISES = [timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(hours=11)]


class Chantier:
    """`horloge`: the file that the worker reads the time from; `regler` sets this process's own clock."""

    def __init__(self, dossier: Path, horloge: Path, regler: Callable[[datetime], None]) -> None:
        self.dossier, self.horloge, self.regler = dossier, horloge, regler
        self.morts, self._numeros, self._pile = 0, count(1), ExitStack()

    def __enter__(self) -> Self:
        self._demarrer()
        return self

    def __exit__(self, *fin: object) -> None:
        self._pile.close()

    def _demarrer(self) -> None:
        options = ["--pool=threads", f"--concurrency={CONCURRENCE}", "--include=tests.calendrier.rappels.taches_essai"]
        traces = self.dossier / f"ouvrier-{next(self._numeros)}.log"
        self.ouvrier = self._pile.enter_context(lancer_ouvrier(traces, *options))

    def passer(self, instant: datetime, *, fois: int = 1, mort_a: int = 0, mort_apres: float = 0.0) -> None:
        """The day's sweeps, so many at once, then the mails. A worker that dies is replaced, and the sweep redone."""
        self.arreter_l_horloge(instant)
        marques = [self._lancer(mort_a) for _ in range(fois)]
        if mort_apres:
            time.sleep(mort_apres)
            self.ouvrier.kill()
            self.ouvrier.wait()
        while not all(marque.exists() for marque in marques):
            if self._ressusciter():
                marques = [self._lancer()]
            time.sleep(0.005)
        self._ressusciter()
        self.vider(instant)
        for reprise in REPRISES:
            if not Courriel.objects.filter(etat="en_attente").exists():
                break
            self.arreter_l_horloge(instant + reprise)
            self.vider(instant + reprise)

    def arreter_l_horloge(self, instant: datetime) -> None:
        arreter(self.horloge, instant)
        self.regler(instant)

    def _lancer(self, mort_a: int = 0) -> Path:
        marque = self.dossier / f"passage-{next(self._numeros)}"
        current_app.send_task("essais.passage", args=[str(marque), mort_a])
        return marque

    def _ressusciter(self) -> bool:
        if self.ouvrier.poll() is None:
            return False
        self.morts += 1
        self._demarrer()
        return True

    def vider(self, instant: datetime) -> None:
        """Wait until no mail is due: those whose task died with the worker, the outbox's own sweep takes up."""
        dus, fin, balaye = Courriel.objects.a_envoyer(instant), time.monotonic() + PATIENCE, 0.0
        while dus.exists():
            assert time.monotonic() < fin, f"{dus.count()} courriels ne partent pas"
            if time.monotonic() > balaye:
                current_app.send_task("commun.balayer_courriels")
                balaye = time.monotonic() + 1
            time.sleep(0.01)
        self._finir_les_envois(instant)

    def _finir_les_envois(self, instant: datetime) -> None:
        """A mail claimed at this very instant is being sent; half a second later, its sender is dead."""
        en_cours, fin = Courriel.objects.filter(etat="en_cours", reclame_le=instant), time.monotonic() + 0.5
        while en_cours.exists() and time.monotonic() < fin:
            time.sleep(0.01)
