from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from journal.models import Ecriture, Tete
from journal.verification import verifier


class Command(BaseCommand):
    help = "Vérifie que rien n'a été modifié, retiré ou coupé dans le journal (code de retour 1 sinon)."

    def handle(self, *args: Any, **options: Any) -> None:
        fautes = 0
        for anomalie in verifier():
            fautes += 1
            self.stderr.write(str(anomalie))
        if fautes:
            self.stderr.write(f"Le journal a été touché : {fautes} anomalie{'s' if fautes > 1 else ''}.")
            sys.exit(1)
        chaines, ecritures = Tete.objects.count(), Ecriture.objects.count()
        self.stdout.write(f"Le journal est intact : {chaines} chaînes, {ecritures} écritures.")
