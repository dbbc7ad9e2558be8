"""What the demonstration sent: nobody receives its mails, so that they are read here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commun.filtres import CourrielFiltre
from commun.pagination import paginer
from commun.queries import courriels_visibles
from commun.services.courriels import de_demonstration

TITRE = "Courriels de la démonstration"


def _demonstration_seulement(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(vue)
    def gardee(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404("Cette page n'existe que dans la démonstration.")
        return vue(request, *args, **kwargs)

    return gardee


@require_safe
@_demonstration_seulement
def courriels_envoyes(request: HttpRequest) -> HttpResponse:
    filtre = CourrielFiltre(request.GET or None, queryset=courriels_visibles())
    contexte = {"filtre": filtre, "page": paginer(request, filtre.qs), "fil": [(TITRE, "")]}
    return render(request, "commun/courriels_envoyes.html", contexte)


@require_safe
@_demonstration_seulement
def courriel_envoye(request: HttpRequest, pk: int) -> HttpResponse:
    courriel = get_object_or_404(courriels_visibles(), pk=pk)
    fil = [(TITRE, reverse("commun:courriels_envoyes")), (courriel.sujet, "")]
    montre = not courriel.secret or (de_demonstration(courriel) and bool(courriel.texte))
    contexte = {"courriel": courriel, "montre": montre, "fil": fil}
    return render(request, "commun/courriels_envoyes_detail.html", contexte)
