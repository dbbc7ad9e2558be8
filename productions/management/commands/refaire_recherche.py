from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from productions.models import FicheProjet
from productions.services.mots import refaire_mots


class Command(BaseCommand):
    help = "Refait les mots par lesquels on trouve les fiches et les ressources. Sans danger, le service peut tourner."

    def handle(self, *args: Any, **options: Any) -> None:
        nombre = refaire_mots(FicheProjet.objects.all())
        self.stdout.write(f"{nombre} fiche{'s' if nombre > 1 else ''} et leurs ressources.")
