"""Tests start alike: what the services wrote for the first one is copied for the next, in one query.

A published resource takes the services four hundred queries, and half of the time of `make test` went there. The first
test of a worker that starts in a given way has its world made by the services; the rows, files and tasks that they
left are then put back for whoever starts in exactly the same way. Anything else that writes (a service that the test
calls, a `create`) ends that: what follows is made by the services again. `make test-complet` copies nothing.
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.test.signals import setting_changed

from tests.fabrique import tables
from tests.fabrique.cles import Inconnue, cle
from tests.fabrique.instant import MAINTENANT

F = TypeVar("F", bound=Callable[..., Any])
Tables = dict[str, tables.Lignes]

ACTIF = os.environ.get("COMPLET") != "1" and os.environ.get("REJEU") != "0"
_ECRIT = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
_LIT = re.compile(r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE|SET|SHOW|EXPLAIN|DECLARE|FETCH|CLOSE)\b", re.IGNORECASE)
# Signing in changes nothing of what the services do.
_SESSION = "django_session"
_CONNEXION = 'UPDATE "comptes_personne" SET "last_login" = '


@dataclass
class Place:
    """Where a test stands: what has been written since the shipped rows, and what may come next."""

    tables: Tables
    suites: dict[Any, Place] = field(default_factory=dict)
    copie: bytes = b""  # the queries that write it again
    touchees: set[str] = field(default_factory=set)
    fichiers: dict[Path, bytes] = field(default_factory=dict)
    apres_validation: list[Callable[[], Any]] = field(default_factory=list)
    rendu: Any = None  # arguments and result, as the services left them


class Rejeu:
    def __init__(self) -> None:
        self.racine: Place | None = None  # the shipped rows
        self.depart: Place | None = None  # of each test
        self.place: Place | None = None  # None: nobody else has been there
        self.livrees: Tables = {}
        self.reglages: dict[str, Any] = {}
        self.intact: Callable[[], Any] = lambda: None
        self.au_depart: Any = None
        self.touchees: set[str] | None = None  # while the services are at work
        self.fichiers: set[Path] = set()

    def apprendre(self) -> None:
        """Read the shipped rows, from which all starts; once, in a database that nobody has used."""
        if connection.vendor != "postgresql":
            return
        self.livrees = {table: tables.lire(table) for table in tables.toutes()}
        connection.ops.execute_sql_flush = lambda _: tables.vider()
        # The tests that commit empty the tables: Django would save these rows one by one, for each of them.
        vides = {table: ({}, lignes) for table, lignes in self.livrees.items()}
        livraison = tables.copier(vides, "ON CONFLICT DO NOTHING")
        connection.creation.deserialize_db_from_string = lambda _: tables.executer(livraison)
        if ACTIF:
            self.racine = self.depart = Place(self.livrees)

    @contextmanager
    def un_test(self, intact: Callable[[], Any]) -> Iterator[None]:
        """`intact` tells what is replaced in the software: while that changes, nothing is known."""
        self.place, self.reglages, self.intact, self.au_depart = self.depart, {}, intact, intact()
        with connection.execute_wrapper(self._surveiller):
            yield
        self.place = None

    @contextmanager
    def partir_de(self, faire: Callable[[], Any]) -> Iterator[Any]:
        """What `faire` makes stands under all the tests of the block; nothing was made before."""
        avant = self.depart
        with self.un_test(lambda: None):
            fait = faire()
            self.depart = self.place
        try:
            yield fait
        finally:
            self.depart = avant

    def appeler(self, faire: Callable, arguments: tuple, nommes: dict[str, Any]) -> Any:
        if not connection.in_atomic_block or self.intact() != self.au_depart:
            self.place = None
        if self.place is None:
            return faire(*arguments, **nommes)
        try:
            suite = (faire.__module__, faire.__qualname__, cle((arguments, nommes, self.reglages)))
        except Inconnue:
            # What it writes will say that nobody has been there.
            return faire(*arguments, **nommes)
        if suite in self.place.suites:
            return self._rejouer(self.place.suites[suite], arguments, nommes)
        depart, rendu = self.place, self._jouer(faire, arguments, nommes)
        if self.place is not None:
            self.place.rendu = copy.deepcopy((arguments, nommes, rendu))
            depart.suites[suite] = self.place
        return rendu

    def _jouer(self, faire: Callable, arguments: tuple, nommes: dict[str, Any]) -> Any:
        """By the services; what they leave is kept. One start may be made of others, each of which is kept too."""
        depart, autour, validations = self.place, (self.touchees, self.fichiers), len(connection.run_on_commit)
        self.touchees, self.fichiers = set(), set()
        try:
            rendu = faire(*arguments, **nommes)
        except BaseException:
            self.place = None
            raise
        finally:
            touchees, fichiers, arrivee = self.touchees, self.fichiers, self.place
            self.place, self.touchees, self.fichiers = None, *autour
            self._noter(touchees, fichiers)
        if touchees <= self.livrees.keys():
            lues = arrivee.tables if arrivee else {table: tables.lire(table) for table in sorted(touchees)}
            maintenant = {table: lues[table] for table in touchees}
            self.place = Place(
                depart.tables | maintenant,
                # What follows is the same, whether one came in several steps or in one.
                suites=arrivee.suites if arrivee else {},
                copie=tables.copier({t: (depart.tables[t], lignes) for t, lignes in maintenant.items()}),
                touchees=touchees,
                fichiers={chemin: chemin.read_bytes() for chemin in fichiers if chemin.exists()},
                apres_validation=[faire for _, faire, _ in connection.run_on_commit[validations:]],
            )
        return rendu

    def _noter(self, touchees: set[str], fichiers: Iterable[Path]) -> None:
        """For the start that this one is a part of, if any."""
        if self.touchees is not None:
            self.touchees |= touchees
            self.fichiers.update(fichiers)

    def _rejouer(self, place: Place, arguments: tuple, nommes: dict[str, Any]) -> Any:
        self.place = place
        self._noter(place.touchees, place.fichiers)
        tables.executer(place.copie)
        for chemin, contenu in place.fichiers.items():
            if not chemin.exists() or chemin.stat().st_size != len(contenu):
                chemin.parent.mkdir(parents=True, exist_ok=True)
                chemin.write_bytes(contenu)
        for faire in place.apres_validation:
            transaction.on_commit(faire)
        gardes, gardes_nommes, rendu = place.rendu
        memoire: dict[int, Any] = {}
        # What the services changed in what they were given; the copy of their answer stands on it.
        _remettre((arguments, nommes), (gardes, gardes_nommes), memoire)
        return copy.deepcopy(rendu, memoire)

    def _surveiller(self, execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
        """Follow what is written; by somebody else than the services of the fabrique, it is another start."""
        if isinstance(sql, str) and sql.startswith("SELECT setval"):
            self._oublier()
        if self.touchees is None and self.place is None:
            return execute(sql, params, many, context)
        place, self.place = self.place, None
        resultat = execute(sql, params, many, context)
        ecrit = _ECRIT.match(sql)
        table = ecrit[1] if ecrit else ""
        if table == _SESSION or sql.startswith(_CONNEXION) or (not ecrit and _LIT.match(sql)):
            self.place = place
        elif self.touchees is not None:
            self.touchees.add(table)
        elif place is not None and table in self.livrees and not sql.startswith("INSERT"):
            self.place = self._modifiee(place, table, sql, params)
        return resultat

    def _oublier(self) -> None:
        """The numbers that the kept rows had may be given again."""
        for place in (self.racine, self.depart):
            if place is not None:
                place.suites.clear()
        self.place = None

    def _modifiee(self, place: Place, table: str, sql: str, params: Any) -> Place:
        """The same words change the same rows the same way."""
        suite = (sql, repr(params))
        if suite not in place.suites:
            place.suites[suite] = Place(place.tables | {table: tables.lire(table)})
        return place.suites[suite]


def _remettre(recus: Any, gardes: Any, memoire: dict[int, Any]) -> None:
    """Give what the test holds the content that the services gave to its twin."""
    if isinstance(recus, list | tuple):
        for recu, garde in zip(recus, gardes, strict=True):
            _remettre(recu, garde, memoire)
    elif isinstance(recus, dict):
        for nom, recu in recus.items():
            _remettre(recu, gardes[nom], memoire)
    elif hasattr(recus, "_meta") and id(gardes) not in memoire:
        memoire[id(gardes)] = recus
        contenu = {nom: copy.deepcopy(valeur, memoire) for nom, valeur in gardes.__dict__.items() if nom != "_state"}
        recus.__dict__.update(contenu)
        recus._state.fields_cache.update(copy.deepcopy(gardes._state.fields_cache, memoire))


REJEU = Rejeu()


def rejouable(faire: F) -> F:
    """Makes part of a test's start, by the services, of nothing but its arguments and what is in the database."""

    @wraps(faire)
    def appel(*arguments: Any, **nommes: Any) -> Any:
        return REJEU.appeler(faire, arguments, nommes)

    return appel  # type: ignore[return-value]


def _noter_le_reglage(setting: str, value: Any, enter: bool, **_: Any) -> None:
    if setting == "HORLOGE_DECALAGE":
        # The minute at which the test stands, rather than how far that is from the machine's own.
        value = round((datetime.now(UTC) + value - MAINTENANT) / timedelta(minutes=1))
        enter = enter and bool(value)
    if enter:
        REJEU.reglages[setting] = value
    else:
        REJEU.reglages.pop(setting, None)


def _noter_les_fichiers() -> None:
    """Files are written by the storage, and by `commun.morceaux` where uploads arrive."""
    from commun import morceaux

    ranger, creer = FileSystemStorage._save, morceaux.creer

    def _ranger(stockage: FileSystemStorage, nom: str, contenu: Any) -> str:
        range_sous = ranger(stockage, nom, contenu)
        if REJEU.touchees is not None:
            REJEU.fichiers.add(Path(stockage.path(range_sous)))
        return range_sous

    def _creer(nom: str) -> None:
        creer(nom)
        if REJEU.touchees is not None:
            REJEU.fichiers.add(Path(settings.DATA_DIR) / "televersements" / nom)

    FileSystemStorage._save, morceaux.creer = _ranger, _creer


if ACTIF and apps.ready:
    setting_changed.connect(_noter_le_reglage)
    _noter_les_fichiers()
