"""How long each list and dashboard takes, asked as its people ask it. For a demonstration's database: it signs in."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accueil.pages_mesurees import Page, pages
from config import adresses

REPETITIONS = 7
ICI = ("", "localhost", "127.0.0.1", "::1")
# A page that holds more rows than that, compared to another, is longer before it is slower.
LIGNES_DE_PLUS = 1.2
LIGNES = re.compile(rb"<(?:tr|li)\b")


@dataclass(frozen=True)
class Mesure:
    """`ms`: the median of several, and `ms_cpu` what this process and its database's worked of it.

    `lignes`: how many rows and items the page holds, since twice as many cost more whatever the table's size; `ko`:
    the HTML alone.
    """

    nom: str
    role: str
    ms: float
    ms_cpu: float
    requetes: int
    lignes: int
    ko: float

    def comparable(self, autre: Mesure) -> bool:
        """Whether both pages hold as much: then alone does their ratio speak of the table's size."""
        return max(self.lignes, autre.lignes) <= LIGNES_DE_PLUS * min(self.lignes, autre.lignes)


def _travail() -> Callable[[], float]:
    """Seconds that this process has worked, with the one that answers it where PostgreSQL is on the same machine.

    Its parallel workers are others, and are left out; SQLite works in this one.
    """
    compteur = None
    hote = connection.settings_dict["HOST"]
    if connection.vendor == "postgresql" and (hote in ICI or hote.startswith("/")):
        with connection.cursor() as curseur:
            curseur.execute("SELECT pg_backend_pid()")
            compteur = Path(f"/proc/{curseur.fetchone()[0]}/schedstat")
    if compteur is None or not compteur.exists():
        return time.process_time
    return lambda: time.process_time() + int(compteur.read_text().split()[0]) / 1e9


class Visite:
    """A page opened by who signs in, once to count and then as often as one likes to know its time."""

    def __init__(self, page: Page) -> None:
        self.page, self.durees, self.travaillees = page, list[float](), list[float]()
        self.client = Client(SERVER_NAME=next((h for h in settings.ALLOWED_HOSTS if "*" not in h), "localhost"))
        self.client.force_login(page.personne, backend="django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(connection) as requetes:
            reponse = self.client.get(page.url)
        if reponse.status_code != 200:
            raise ValueError(f"{page.url} répond {reponse.status_code} : {page.role}")
        # Now: the next request empties the log.
        self.requetes, self.ko = len(requetes), len(reponse.content) / 1024
        self.lignes = len(LIGNES.findall(reponse.content))
        self.travail = _travail()

    def chronometrer(self) -> None:
        travail = self.travail
        debut, debut_cpu = time.perf_counter(), travail()
        self.client.get(self.page.url)
        self.durees.append((time.perf_counter() - debut) * 1000)
        self.travaillees.append((travail() - debut_cpu) * 1000)

    def mesure(self) -> Mesure:
        ms, ms_cpu = (statistics.median(durees or [0]) for durees in (self.durees, self.travaillees))
        return Mesure(*self.page.cle, ms, ms_cpu, self.requetes, self.lignes, self.ko)


def mesurer(page: Page, repetitions: int = REPETITIONS) -> Mesure:
    visite = Visite(page)
    for _ in range(repetitions):
        visite.chronometrer()
    return visite.mesure()


def comparer(petite: BaseDatabaseWrapper, mot: str, repetitions: int) -> Iterator[tuple[Mesure, Mesure]]:
    """Each page on the small database and on this one, in turns: what slows the machine down slows both."""
    with base_de_donnees(petite):
        petites = {page.cle: page for page in pages()}
    for page in pages():
        if mot not in page.nom or page.cle not in petites:
            continue
        with base_de_donnees(petite):
            visite_petite = Visite(petites[page.cle])
        visite = Visite(page)
        # Once more than counted: the first one fills the caches of both.
        for _ in range(repetitions + 1):
            with base_de_donnees(petite):
                visite_petite.chronometrer()
            visite.chronometrer()
        for durees in (visite.durees, visite.travaillees, visite_petite.durees, visite_petite.travaillees):
            del durees[0]
        yield visite_petite.mesure(), visite.mesure()


@contextmanager
def base_de_donnees(base: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything below asks this database instead of the usual one."""
    usuelle = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = base
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usuelle


def autre_base(url: str) -> BaseDatabaseWrapper:
    return ConnectionHandler({DEFAULT_DB_ALIAS: adresses.base_de_donnees(url, settings.DATA_DIR)})[DEFAULT_DB_ALIAS]
