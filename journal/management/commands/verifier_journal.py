from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal.models import Ecriture, Tete
from journal.sceaux import sceller
from journal.verification import verifier


def _instant(texte: str) -> datetime:
    try:
        instant = datetime.fromisoformat(texte)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ArgumentTypeError("un instant comme 2026-12-14T00:00:00+01:00, tel que la trace le donne")
    return instant


class Command(BaseCommand):
    help = (
        "Vérifie que rien n'a été modifié, retiré ou coupé dans le journal (code de retour 1 sinon). "
        "Avec --au et --sceau, le compare aussi au sceau écrit cette nuit-là dans les traces."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--au", type=_instant, metavar="INSTANT")
        parser.add_argument("--sceau", metavar="EMPREINTE")

    def handle(self, *args: Any, au: datetime | None, sceau: str | None, **options: Any) -> None:
        if bool(au) != bool(sceau):
            raise CommandError("--au et --sceau vont ensemble.")
        fautes = 0
        for anomalie in verifier():
            fautes += 1
            self.stderr.write(str(anomalie))
        if au and sceller(au).empreinte != sceau:
            fautes += 1
            self.stderr.write(f"Le journal n'est plus celui qui a été scellé au {au.isoformat()}.")
        if fautes:
            self.stderr.write(f"Le journal a été touché : {fautes} anomalie{'s' if fautes > 1 else ''}.")
            sys.exit(1)
        chaines, ecritures = Tete.objects.count(), Ecriture.objects.count()
        self.stdout.write(f"Le journal est intact : {chaines} chaînes, {ecritures} écritures.")
