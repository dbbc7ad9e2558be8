"""What every template knows of the service."""

from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, object]:
    return {"nom_service": settings.NOM_SERVICE, "marque_etat": settings.MARQUE_ETAT, "mode_demo": settings.DEMO}
