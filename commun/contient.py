"""« Contains », as people look for a name: « helene » finds « Hélène », on both databases alike.

A column of names is folded by the database while it reads it (`commun.textes.sans_accents`, in its own words), so that
no folded copy of a name has to be kept, or erased. Two microseconds a value on PostgreSQL: for names, titles and lists
that hold a sentence; longer texts have their table of words (commun/recherche.py).
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Lookup, Q

from commun.recherche import MOTS_MAX
from commun.textes import sans_accents

CONTIENT = "contient"
# Each has every row folded once more for each of its columns; a name or a title is known by fewer.
MOTS_CHERCHES = 8
# What is no letter with a mark on it: `sans_accents` replaces them too.
_A_PART = (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"), ("ß", "ss"), ("’", "'"))
_MARQUES = "[\u0300-\u036f]"


@Field.register_lookup
class Contient(Lookup):
    lookup_name = CONTIENT

    def get_prep_lookup(self) -> str:
        return sans_accents(str(self.rhs))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        (colonne, avant), (mot, apres) = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"INSTR(SANS_ACCENTS({colonne}), {mot}) > 0", [*avant, *apres]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        (colonne, avant), (mot, apres) = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        simple = reduce(lambda sql, _: f"REPLACE({sql}, %s, %s)", _A_PART, f"{colonne}::text")
        plie = f"LOWER(REGEXP_REPLACE(NORMALIZE({simple}, NFD), %s, '', 'g'))"
        a_part = [lettre for paire in _A_PART for lettre in paire]
        return f"STRPOS({plie}, {mot}) > 0", [*avant, *a_part, _MARQUES, *apres]


def contenant(texte: str, *champs: str) -> Q:
    """Each of the text's first MOTS_CHERCHES words is in one of these columns."""
    q = Q()
    for mot in list(dict.fromkeys(texte[:MOTS_MAX].split()))[:MOTS_CHERCHES]:
        q &= reduce(Q.__or__, (Q(**{f"{champ}__{CONTIENT}": mot}) for champ in champs))
    return q


def apprendre_a_plier(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """SQLite knows the capitals of ASCII alone: each of its connections learns our function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("SANS_ACCENTS", 1, _plier, deterministic=True)


def _plier(texte: str | None) -> str | None:
    return None if texte is None else sans_accents(str(texte))
