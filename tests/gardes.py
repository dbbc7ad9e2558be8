"""Guards that hold during every test."""

import re
import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.base import FilterExpression, Node

ECRITURE = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(?!django_session\b)(\w+)', re.IGNORECASE)
NOS_GABARITS = str(Path(settings.BASE_DIR) / "templates")
_marque_du_test = ""


def nouveau_cache() -> None:
    """Give the next test an empty cache, without touching what the server holds for others."""
    global _marque_du_test
    _marque_du_test = uuid.uuid4().hex


def cle_de_cache(cle: str, prefixe: str, version: int) -> str:
    return f"{_marque_du_test}:{prefixe}:{version}:{cle}"


class LectureSeule:
    """A GET never writes (the session framework aside)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connection.execute_wrapper(self._refuser(request.path)):
            return self.get_response(request)

    @staticmethod
    def _refuser(chemin: str) -> Callable:
        def verifier(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
            assert not ECRITURE.match(sql), f"GET {chemin} écrit en base : {sql[:200]}"
            return execute(sql, params, many, context)

        return verifier


class VariableInconnue(str):
    """Django's `string_if_invalid` that fails the test when one of our templates names an unknown variable.

    Other people's templates may do as they like, and so may ours when they say what to show instead
    (`{{ classe|default:"" }}`).
    """

    def __contains__(self, motif: object) -> bool:
        return motif == "%s"

    def __mod__(self, variable: object) -> str:
        import inspect

        expression, contexte, gabarit = None, None, ""
        cadre = inspect.currentframe()
        while cadre and not gabarit:
            soi = cadre.f_locals.get("self")
            if expression is None and isinstance(soi, FilterExpression):
                expression, contexte = soi, cadre.f_locals["context"]
            if isinstance(soi, Node) and getattr(soi, "origin", None):
                gabarit = str(soi.origin.name)
            cadre = cadre.f_back
        prevue = (
            expression is not None and expression.filters and expression.filters[0][0].__name__.startswith("default")
        )
        if gabarit.startswith(NOS_GABARITS) and not prevue:
            raise AssertionError(f"Variable inconnue « {variable} » dans {gabarit}")
        return self._comme_en_vrai(expression, contexte)

    def _comme_en_vrai(self, expression: FilterExpression | None, contexte: object) -> str:
        """Return what the same expression gives outside the tests, its filters applied to an empty text."""
        if expression is None:
            return ""
        moteur = contexte.template.engine
        moteur.string_if_invalid = ""
        try:
            return expression.resolve(contexte)
        finally:
            moteur.string_if_invalid = self
