"""A resource's whole story. (Being written.)"""

from django.http import HttpRequest, HttpResponse


def ressource(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(f"Ressource {pk}")
