"""« Attestation de test »: one page, made on the spot for who has handed in."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.noms import nom_propre
from commun.pdf import rendre_pdf
from productions.services.tests_classe.attestation import document

from .porte import Porte


def attestation(request: HttpRequest, porte: Porte) -> HttpResponse:
    """Raises ActionImpossible, which becomes a page, before anything is handed in."""
    test = porte.test
    if not test.rendu_le:
        raise ActionImpossible("L'attestation est prête dès que vos réponses sont envoyées.")
    # A document takes a second of the server.
    if trop := ratelimit.consume_or_429(request, action="attestation", limit_get=True):
        return trop
    nom = nom_propre(f"Attestation de test {test.version.ressource.titre}.pdf")
    entetes = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=nom)}
    contenu = rendre_pdf(document(test, maintenant()))
    return HttpResponse(contenu, content_type="application/pdf", headers=entetes)
