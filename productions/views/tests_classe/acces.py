"""Which test, for the team: fetched and authorised."""

from __future__ import annotations

from django.http import HttpRequest

from commun.acces import obtenir
from productions.models import TestEnClasse
from productions.queries.tests_classe import PARENTS
from productions.views.acces import fil_de

RESERVE = "aux producteurs de la ressource, au PREDAC ou à l'IAN du pôle"


def le_test(request: HttpRequest, pk: int, permission: str = "", reserve_a: str = RESERVE) -> TestEnClasse:
    visibles = TestEnClasse.objects.visibles_par(request.user).select_related(*PARENTS)
    return obtenir(visibles, request.user, permission, reserve_a=reserve_a, pk=pk)


def fil_du_test(test: TestEnClasse, *suite: str) -> list[tuple[str, str]]:
    fil = fil_de(test.version.ressource)
    adresse = test.get_absolute_url() if suite else ""
    return [*fil, (f"Test en classe de la {test.version}", adresse), *((libelle, "") for libelle in suite)]
