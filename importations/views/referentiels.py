"""The lists that an académie's administration keeps: which can be imported, and where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commun.pagination import paginer
from importations.sortes import referentiels as sortes_de_l_academie


@require_safe
def referentiels(request: HttpRequest) -> HttpResponse:
    """One row a record that such tables are about (an académie); empty for who administers none."""
    sortes = sortes_de_l_academie()
    portees = sortes[0].portees(request.user).order_by("nom", "pk")
    page = paginer(request, portees)
    for portee in page:
        portee.tableaux = [(s.titre, reverse("importations:deposer", args=[s.code, portee.pk])) for s in sortes]
    fil = [("Mes pôles", reverse("accueil:mes_poles")), ("Listes de l'académie", "")]
    return render(request, "importations/referentiels.html", {"page": page, "fil": fil})
