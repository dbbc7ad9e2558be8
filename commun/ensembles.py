"""« One of these », written so that the database finds the rows by an index however many there are."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Subquery


class Parmi(Func):
    """The column's value is one of the queryset's (its only column), as a condition: `Q(Parmi("campagne", ids))`.

    PostgreSQL computes the set once, before anything else, and can then join several such conditions by OR with an
    index each. With a plain `IN (SELECT …)` under an OR it reads the whole table.
    """

    def __init__(self, colonne: str, valeurs: QuerySet[Any]) -> None:
        super().__init__(F(colonne), Subquery(valeurs.order_by()), output_field=BooleanField())

    def as_sql(
        self, compiler: Any, connection: Any, modele: str = "{} IN {}", **contexte: Any
    ) -> tuple[str, tuple[Any, ...]]:
        # A set that is empty for sure raises EmptyResultSet, which the clause around takes for false.
        (colonne, avant), (valeurs, apres) = (compiler.compile(e) for e in self.source_expressions)
        return modele.format(colonne, valeurs), (*avant, *apres)

    def as_postgresql(self, compiler: Any, connection: Any, **contexte: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, "{} = ANY(ARRAY{})")
