"""One document: what it is, what it counted beside the one before, the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bilans.comparaison import comparer
from bilans.etats import GenreDocument
from bilans.queries import generations_lisibles
from bilans.views.acces import fil_du_bilan, generation_de
from commun.fichiers import servir


@require_safe
def generation(request: HttpRequest, pk: int) -> HttpResponse:
    la_generation = generation_de(request, pk)
    autres = generations_lisibles(la_generation.bilan, request.user).exclude(genre=GenreDocument.COMPLEMENT)
    precedente = None if la_generation.complement else autres.filter(numero__lt=la_generation.numero).first()
    contexte = {
        "generation": la_generation,
        "bilan": la_generation.bilan,
        "precedente": precedente,
        "lignes": comparer(la_generation, precedente),
        "fil": fil_du_bilan(la_generation.bilan, str(la_generation)),
    }
    return render(request, "bilans/generation.html", contexte)


@require_safe
def telecharger(request: HttpRequest, pk: int) -> HttpResponse:
    la_generation = generation_de(request, pk)
    return servir(la_generation.fichier, la_generation.nom, "application/pdf")
