"""The accounts of the demonstration, which anybody may enter. Outside demo mode there are none."""

from django.conf import settings

from comptes.models import Personne


def comptes_de_demonstration() -> list[Personne]:
    """People flagged by the demonstration, in the order in which it created them; empty outside demo mode."""
    if not settings.DEMO:
        return []
    return list(Personne.objects.filter(is_active=True).exclude(demo_libelle="").order_by("pk"))
