"""The service's addresses, and one that ends in whichever error page is asked for."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.csrf import csrf_failure

from commun.erreurs import ActionImpossible
from config.urls import handler400, handler500
from config.urls import urlpatterns as celles_du_service

__all__ = ["handler400", "handler500"]


@login_not_required
def provoquer(request: HttpRequest, code: str) -> HttpResponse:
    if code == "403":
        return csrf_failure(request)
    if code == "429":
        # As allauth answers to whoever has tried too often.
        return render(request, "429.html", status=429)
    if code == "409":
        raise ActionImpossible("La fiche vient d'être abandonnée.")
    raise {"400": SuspiciousOperation, "413": RequestDataTooBig, "500": ValueError}[code]


urlpatterns = [*celles_du_service, path("provoquer/<str:code>/", provoquer)]
