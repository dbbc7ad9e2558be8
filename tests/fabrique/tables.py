"""The tables as the database writes them: rows read and put back as text, whatever the software thinks of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

# Rows by their number, both in PostgreSQL's own words.
Lignes = dict[str, str]


@cache
def toutes() -> dict[str, tuple[str, list[str]]]:
    """For each table, its key and the columns that one writes."""
    modeles = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return {
        m._meta.db_table: (
            m._meta.pk.column,
            [f.column for f in m._meta.local_concrete_fields if not getattr(f, "generated", False)],
        )
        for m in modeles
    }


def _curseur() -> Any:
    """Beside Django's own: neither counted nor forbidden."""
    connection.ensure_connection()
    return connection.connection.cursor()


@cache
def _lecture(table: str) -> str:
    """Without the hour at which somebody signed in, which is nobody's start."""
    numero, _ = toutes()[table]
    with _curseur() as curseur:
        curseur.execute(f'SELECT * FROM "{table}" LIMIT 0')
        noms = ", ".join("NULL" if c.name == "last_login" else f'"{c.name}"' for c in curseur.description)
    return f'SELECT "{numero}"::text, ROW({noms})::text FROM "{table}"'


def lire(table: str) -> Lignes:
    requete = _lecture(table)
    with _curseur() as curseur:
        curseur.execute(requete)
        return dict(curseur.fetchall())


def copier(changements: dict[str, tuple[Lignes, Lignes]], si_deja_la: str = "") -> bytes:
    """The queries that lead each table from what it held to what it holds."""
    enleves, ajoutes = [], []
    with _curseur() as curseur:
        for table, (avant, apres) in changements.items():
            numero, colonnes = toutes()[table]
            noms = ", ".join(f'"{colonne}"' for colonne in colonnes)
            partis = [pk for pk, ligne in avant.items() if apres.get(pk) != ligne]
            venus = [ligne for pk, ligne in apres.items() if avant.get(pk) != ligne]
            if partis:
                enleves.append(curseur.mogrify(f'DELETE FROM "{table}" WHERE "{numero}"::text = ANY(%s)', [partis]))
            if venus:
                valeurs = f'SELECT {noms} FROM unnest(%s::"{table}"[])'
                ajoutes.append(curseur.mogrify(f'INSERT INTO "{table}" ({noms}) {valeurs} {si_deja_la}', [venus]))
    return b";\n".join(enleves + ajoutes)


def vider() -> None:
    """Delete all rows, in one transaction, at whose end the foreign keys are checked.

    TRUNCATE, which Django does, makes the files of each table and of each index anew: several hundred for a few rows.
    """
    executer(";".join(f'DELETE FROM "{table}"' for table in toutes()).encode())


def executer(requetes: bytes) -> None:
    if requetes:
        with _curseur() as curseur:
            curseur.execute(requetes)
