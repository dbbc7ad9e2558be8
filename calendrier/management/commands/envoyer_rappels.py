"""`manage.py envoyer_rappels`: by hand what beat does every hour; with --a-blanc, says who would get what, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from calendrier.models import Rappel
from calendrier.rappels.lot import preparer
from calendrier.rappels.occurrences import FENETRE
from calendrier.rappels.phrases import moment, quand
from calendrier.services import envoyer_rappels
from calendrier.services.rappels import lots_du_jour
from commun.horloge import aujourdhui, maintenant


class Command(BaseCommand):
    help = "Envoie les rappels du jour, comme le fait le service chaque heure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--jour", type=date.fromisoformat, metavar="AAAA-MM-JJ", help="Le jour de toutes les académies, sans heure."
        )
        parser.add_argument(
            "--a-blanc", action="store_true", help="N'écrit rien : dit qui recevrait quoi, et pourquoi."
        )

    def handle(self, *args: Any, jour: date | None, a_blanc: bool, **options: Any) -> None:
        if a_blanc:
            nombre = 0
            for ligne in self._a_blanc(jour):
                nombre += 1
                self.stdout.write(ligne)
            self.stdout.write(f"À blanc : {nombre} rappels partiraient, rien n'est écrit.")
            return
        if jour and not aujourdhui() - FENETRE <= jour <= aujourdhui():
            raise CommandError(
                f"--jour : aujourd'hui ou l'un des {FENETRE.days} jours passés. "
                "Pour voir un autre jour, ajoutez --a-blanc."
            )
        self.stdout.write(str(envoyer_rappels(maintenant=maintenant(), jour=jour)))

    def _a_blanc(self, jour: date | None) -> Iterator[str]:
        for campagnes, du_jour in lots_du_jour(maintenant(), jour):
            lot = preparer(campagnes, du_jour)
            personnes = get_user_model().objects.in_bulk({r.personne_id for r in lot.a_envoyer})
            poles = {c.pk: str(c.pole) for c in campagnes}
            for rappel in sorted(lot.a_envoyer, key=lambda r: (str(personnes[r.personne_id]), r.titre)):
                yield self._ligne(rappel, str(personnes[rappel.personne_id]), poles[rappel.campagne_id], du_jour)

    def _ligne(self, rappel: Rappel, qui: str, pole: str, jour: date) -> str:
        nature = "obligatoire" if rappel.obligatoire else "indicatif"
        return (
            f"{qui} ({pole}) : {rappel.titre}, {quand(rappel.echeance, jour)} "
            f"[{moment(rappel.occurrence)}, {nature}, prévu le {rappel.prevu_le:%d/%m/%Y}] {rappel.pourquoi}".rstrip()
        )
