from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accueil.grand.chargement import deja_charge
from accueil.mesures import REPETITIONS, mesurer, pages


class Command(BaseCommand):
    help = (
        "Mesure chaque liste et chaque tableau de bord d'un jeu de grand volume (manage.py demo --grand) : temps "
        "médian, requêtes, poids. Avec --reference, compare à une mesure précédente."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ecrire", type=Path, metavar="FICHIER", help="garde la mesure, en JSON")
        parser.add_argument("--reference", type=Path, metavar="FICHIER", help="une mesure gardée, plus petite")
        parser.add_argument("--repetitions", type=int, default=REPETITIONS)
        parser.add_argument("--seulement", default="", help="les pages dont le nom contient ce mot")

    def handle(
        self,
        *args: Any,
        ecrire: Path | None,
        reference: Path | None,
        repetitions: int,
        seulement: str,
        **options: Any,
    ) -> None:
        if not settings.DEMO or not deja_charge():
            raise CommandError("Chargez d'abord un jeu de grand volume : manage.py demo --grand 100000 (DEMO=1).")
        avant = {(m["nom"], m["role"]): m["ms"] for m in json.loads(reference.read_text())} if reference else {}
        mesures = []
        self.stdout.write(f"{'page':44} {'rôle':18} {'ms':>7} {'ratio':>6} {'req.':>5} {'ko':>6}")
        for page in pages():
            if seulement not in page.nom:
                continue
            m = mesurer(page, repetitions)
            mesures.append(m)
            petit = avant.get((m.nom, m.role))
            ratio = f"{m.ms / petit:.2f}" if petit else ""
            self.stdout.write(f"{m.nom:44} {m.role:18} {m.ms:7.1f} {ratio:>6} {m.requetes:5} {m.ko:6.0f}")
        if ecrire:
            ecrire.write_text(json.dumps([asdict(m) for m in mesures]))
