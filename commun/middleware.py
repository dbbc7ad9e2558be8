"""What stands between every request and the views: readable text in, refusals in French out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from commun.erreurs import ActionImpossible
from commun.textes import champs_sans_invisibles


class TextesLisiblesMiddleware:
    """Take the invisible characters (commun/textes.py) out of every form at once, ours and the libraries'.

    PostgreSQL refuses some of them, the others deceive who reads: nobody has typed them, so that nothing is lost and
    nobody needs to be told. The body is still read only when a view asks for it: large files come in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = champs_sans_invisibles(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Before the protection of forms, which reads the form of every POST in any case."""
        if request.method == "POST":
            # A line that was cut: whoever reads the form next says so.
            with suppress(UnreadablePostError):
                request.POST = champs_sans_invisibles(request.POST)


class ActionImpossibleMiddleware:
    """A refusal that no view caught becomes a page in French (409), never a server error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ActionImpossible):
            return None
        return render(request, "409.html", {"raison": str(exception)}, status=409)
