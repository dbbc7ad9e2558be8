"""« Relancer » about some resources: who is late with them gets one mail about them all."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from calendrier.admin.relances import page_de_relance
from calendrier.rappels.demande import SUJETS_MAX
from productions.models import Ressource


@admin.action(description="Relancer qui est en retard sur les ressources choisies", permissions=["view"])
def relancer(table: admin.ModelAdmin, request: HttpRequest, choisies: QuerySet[Ressource]) -> HttpResponse | None:
    lues = list(choisies.order_by("pk")[: SUJETS_MAX + 1])
    return page_de_relance(request, (r.campagne_suivi_id for r in lues), (r.chaine for r in lues))
