from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accueil.grand.chargement import deja_charge
from accueil.mesures import REPETITIONS, autre_base, comparer, mesurer
from accueil.pages_mesurees import pages


class Command(BaseCommand):
    help = (
        "Mesure chaque liste et chaque tableau de bord d'un jeu de grand volume (manage.py demo --grand) : temps "
        "médian, requêtes, poids. Avec --petite, compare à une base plus petite."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--petite",
            metavar="DATABASE_URL",
            help="une base plus petite du même serveur, où chaque page est mesurée à tour de rôle : le ratio est dit",
        )
        parser.add_argument("--repetitions", type=int, default=REPETITIONS)
        parser.add_argument("--seulement", default="", help="les pages dont le nom contient ce mot")

    def handle(self, *args: Any, petite: str | None, repetitions: int, seulement: str, **options: Any) -> None:
        if not settings.DEMO or not deja_charge():
            raise CommandError("Chargez d'abord un jeu de grand volume : manage.py demo --grand 100000 (DEMO=1).")
        if petite is None:
            self._ligne("page", "rôle", "ms", "dont CPU", "req.", "lignes", "ko")
            for page in pages():
                if seulement in page.nom:
                    m = mesurer(page, repetitions)
                    self._ligne(
                        m.nom, m.role, f"{m.ms:.1f}", f"{m.ms_cpu:.1f}", str(m.requetes), str(m.lignes), f"{m.ko:.0f}"
                    )
            return
        self._ligne("page", "rôle", "petite", "grande", "ratio", "CPU", "req.", "lignes", "ko")
        for p, g in comparer(autre_base(petite), seulement, repetitions):
            # A star: one page holds more rows than the other, and their ratio is not about the table.
            ratio = f"{g.ms / p.ms:.2f}{'' if g.comparable(p) else '*'}"
            lignes = f"{p.lignes}/{g.lignes}"
            chiffres = f"{p.ms:.1f}", f"{g.ms:.1f}", ratio, f"{g.ms_cpu / p.ms_cpu:.2f}", str(g.requetes), lignes
            self._ligne(g.nom, g.role, *chiffres, f"{g.ko:.0f}")

    def _ligne(self, page: str, role: str, *chiffres: str) -> None:
        self.stdout.write(f"{page:46} {role:18}" + "".join(f" {chiffre:>7}" for chiffre in chiffres))
