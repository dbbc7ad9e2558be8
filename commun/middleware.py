"""The last net under the views."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commun.erreurs import ActionImpossible


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
