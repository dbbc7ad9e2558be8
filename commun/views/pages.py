"""The pages at the foot of every page. They hold text only and are open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def accessibilite(request: HttpRequest) -> HttpResponse:
    return render(request, "commun/accessibilite.html", {"fil": [("Accessibilité", "")]})


@require_safe
@login_not_required
def donnees_personnelles(request: HttpRequest) -> HttpResponse:
    return render(request, "commun/donnees_personnelles.html", {"fil": [("Données personnelles", "")]})
