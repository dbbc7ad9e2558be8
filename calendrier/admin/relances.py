"""« Relancer » from the lists of pôles and, above, of resources: the service's own page says who gets which mail."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from calendrier.rappels.demande import POLES_MAX, SUJETS_MAX, adresse_de_relance
from poles.admin.pole import CampagneAdmin
from poles.models import Campagne

TROP = "Choisissez {} lignes au plus, pour pouvoir relire à qui l'on écrit."


def page_de_relance(request: HttpRequest, campagnes: Iterable[int], sujets: Iterable[str] = ()) -> HttpResponse | None:
    """The page that asks; None, and a message, where there is too much to read or to put in an address."""
    campagnes, sujets = sorted(set(campagnes)), list(sujets)
    for nombre, limite in ((len(campagnes), POLES_MAX), (len(sujets), SUJETS_MAX)):
        if nombre > limite:
            messages.error(request, TROP.format(limite))
            return None
    return redirect(adresse_de_relance(campagnes, sujets))


@admin.action(description="Relancer qui est en retard dans les pôles choisis", permissions=["view"])
def relancer_les_poles(table: CampagneAdmin, request: HttpRequest, choisis: QuerySet[Campagne]) -> HttpResponse | None:
    return page_de_relance(request, choisis.order_by().values_list("pk", flat=True)[: POLES_MAX + 1])


CampagneAdmin.actions.append(relancer_les_poles)
