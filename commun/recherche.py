"""Full-text search: what is looked for, in which order, the same words on both databases.

A table of words (`Mots`) stands beside what is searched: its texts folded by one function (no accents, no capitals, no
hyphens), so that PostgreSQL and SQLite agree on what a word is and no extension is needed. On PostgreSQL a migration
adds to it a column that the database computes, `vecteur`, in the configuration `francais`: French roots (« documents »
finds « document »), weights, a GIN index. SQLite looks for the same words as they are written, from their beginning.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import BooleanField, F, FloatField, Func

from commun.textes import mots

# In characters: each word costs the database a search.
MOTS_MAX = 100
# What every sentence holds: such a word would narrow nothing. Folded, as what they are compared to.
VIDES = frozenset(
    """
    a au aux avec c ce ces cet cette d dans de des du elle en est et eux il ils j je l la le les leur leurs lui m ma
    mais me mes mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sont sur t ta te tes toi ton tu
    un une vos votre vous y
    """.split()  # noqa: SIM905 - one a line would be a page of them
)


def plier(*textes: str) -> str:
    """The words, each after a space: « L'Économie à l'oral » is « ·l·economie·a·l·oral »."""
    return "".join(f" {mot}" for texte in textes for mot in mots(texte))


class Mots(models.Model):
    """The words of one record, from those that name it to those of its texts. Its room's one writer keeps it."""

    titre = models.TextField(blank=True, editable=False)
    entete = models.TextField(blank=True, editable=False)
    texte = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True


class Recherche:
    """What somebody typed. Quotes and operators are read as the words they hold."""

    def __init__(self, saisie: str) -> None:
        tous = list(dict.fromkeys(mots(saisie[:MOTS_MAX])))
        # « Elle et lui » is all there is to look for in « Elle et lui ».
        self.mots = [mot for mot in tous if mot not in VIDES] or tous

    def __bool__(self) -> bool:
        return bool(self.mots)

    def trouve(self, chemin: str, *, entetes_seuls: bool = False) -> Trouve:
        """Every word is there, as a condition; `chemin` leads to the table of words. Without words nothing is found."""
        return Trouve(chemin, self.mots, entetes_seuls=entetes_seuls)

    def pertinence(self, chemin: str) -> Pertinence:
        """How well it answers, the best the greatest: a title says more than a summary."""
        return Pertinence(chemin, self.mots)


class _SurLesMots(Func):
    """An expression on the table of words; the columns that Django knows lead to the one it does not."""

    def __init__(self, chemin: str, mots: list[str], *, entetes_seuls: bool = False, **contexte: Any) -> None:
        self.mots, self.entetes_seuls = mots, entetes_seuls
        super().__init__(*(F(f"{chemin}__{champ}") for champ in ("titre", "entete", "texte")), **contexte)

    def _colonnes(self, compiler: Any) -> list[str]:
        return [compiler.compile(colonne)[0] for colonne in self.source_expressions]

    def _vecteur(self, compiler: Any, connection: Any) -> str:
        alias = compiler.quote_name_unless_alias(self.source_expressions[0].alias)
        return f"{alias}.{connection.ops.quote_name('vecteur')}"

    def _requete(self) -> str:
        """For to_tsquery, from letters and figures alone: each word by its beginning, in the titles alone if asked."""
        poids = "AB" if self.entetes_seuls else ""
        return " & ".join(f"'{mot}':*{poids}" for mot in self.mots)


class Trouve(_SurLesMots):
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **contexte: Any) -> tuple[str, list[str]]:
        colonnes = self._colonnes(compiler)
        document = " || ".join(colonnes[:2] if self.entetes_seuls else colonnes)
        contient = [f"INSTR({document}, %s) > 0"] * len(self.mots)
        return f"({' AND '.join(contient) or '1 = 0'})", [f" {mot}" for mot in self.mots]

    def as_postgresql(self, compiler: Any, connection: Any, **contexte: Any) -> tuple[str, list[str]]:
        return f"({self._vecteur(compiler, connection)} @@ to_tsquery('francais', %s))", [self._requete()]


class Pertinence(_SurLesMots):
    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **contexte: Any) -> tuple[str, list[str]]:
        titre, entete, _ = self._colonnes(compiler)
        points = [f"(INSTR({titre}, %s) > 0) * 10 + (INSTR({entete}, %s) > 0) * 4"] * len(self.mots)
        return f"({' + '.join(points) or 'NULL'})", [f" {mot}" for mot in self.mots for _ in range(2)]

    def as_postgresql(self, compiler: Any, connection: Any, **contexte: Any) -> tuple[str, list[str]]:
        return f"ts_rank({self._vecteur(compiler, connection)}, to_tsquery('francais', %s))", [self._requete()]
