"""Error pages that need more than a template: a wrong request, a file too large, a failure of ours."""

import logging
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def requete_incorrecte(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when more was sent than the service takes."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", {"taille_max": settings.TAILLE_MAX_FICHIER}, status=413)
    return render(request, "400.html", status=400)


def erreur_serveur(request: HttpRequest) -> HttpResponse:
    """500: apologise and give the reference that finds the traceback in the log.

    Neither the database nor the session is read: they may be what failed.
    """
    reference = uuid4().hex[:8].upper()
    logger.error("Référence %s : %s %s", reference, request.method, request.path, exc_info=True)
    page = render_to_string("500.html", {"reference": reference, "nom_service": settings.NOM_SERVICE})
    return HttpResponse(page, status=500)
