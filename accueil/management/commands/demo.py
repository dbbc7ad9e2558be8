from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accueil.demonstration.agenda import a_l_heure
from accueil.demonstration.annee import DEBUT, FIN, jouer
from accueil.demonstration.personnes import MOT_DE_PASSE
from accueil.grand.chargement import charger, deja_charge
from comptes.demo import comptes_de_demonstration
from comptes.models import Personne
from config.horloge_demo import ecrire_horloge_demo
from poles.models import Cycle

# The summer after the year: nothing happens any more.
LIMITE = FIN + timedelta(days=57)


class Command(BaseCommand):
    help = "Charge une année scolaire de démonstration (réservé à une installation de démonstration : DEMO=1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--jusqu-au",
            type=_jour,
            default=FIN,
            metavar="AAAA-MM-JJ",
            help=f"arrête l'année au matin de ce jour, qui devient « aujourd'hui » (par défaut {FIN})",
        )
        parser.add_argument(
            "--grand",
            type=int,
            metavar="NOMBRE",
            help="écrit en masse autant de ressources avec leur histoire, pour mesurer (au lieu de jouer l'année)",
        )
        parser.add_argument("--si-vide", action="store_true", help="ne fait rien s'il y a déjà des données")
        parser.add_argument("--comptes", action="store_true", help="montre seulement les comptes de démonstration")

    def handle(
        self, *args: Any, jusqu_au: date, si_vide: bool, comptes: bool, grand: int | None = None, **options: Any
    ) -> None:
        if not settings.DEMO:
            raise CommandError("La démonstration ne se charge que sur une installation de démonstration (DEMO=1).")
        if comptes:
            self._montrer_les_comptes()
            return
        if not DEBUT <= jusqu_au <= LIMITE:
            raise CommandError(f"Le jour demandé doit être entre le {DEBUT:%d/%m/%Y} et le {LIMITE:%d/%m/%Y}.")
        if grand is not None:
            self._ecrire_en_masse(grand, jusqu_au)
            return
        if Personne.objects.exists() or Cycle.objects.exists():
            if si_vide:
                return
            raise CommandError(
                "La base contient déjà des données : la démonstration ne s'y ajoute pas. "
                "Indiquez un autre dossier de données (DATA_DIR) ou une base vide."
            )
        nombre = jouer(jusqu_au)
        self.stdout.write(f"Démonstration chargée : {nombre} actions jouées, jusqu'au {jusqu_au:%d/%m/%Y}.")

    def _ecrire_en_masse(self, nombre: int, jusqu_au: date) -> None:
        if nombre < 1:
            raise CommandError("Indiquez un nombre de ressources, par exemple --grand 100000.")
        if deja_charge():
            raise CommandError("La base contient déjà un jeu de données de grand volume.")
        if Personne.objects.exists() and not comptes_de_demonstration():
            raise CommandError(
                "La base contient déjà des données qui ne sont pas celles d'une démonstration : rien n'y est ajouté."
            )
        self.stdout.write(f"Écriture en masse de {nombre} ressources et de leur histoire…")
        cout = charger(nombre, a_l_heure(jusqu_au, time(9)), self.stdout.write)
        ecrire_horloge_demo(jusqu_au, settings.DATA_DIR)
        self.stdout.write(
            f"{nombre} ressources, {cout.lignes} lignes en {cout.secondes:.0f} s ; mémoire au plus haut : "
            f"{cout.memoire_mo} Mo."
        )

    def _montrer_les_comptes(self) -> None:
        personnes = comptes_de_demonstration()
        if not personnes:
            self.stdout.write("Il n'y a pas de compte de démonstration : lancez « manage.py demo ».")
            return
        self.stdout.write(f"Comptes de démonstration (mot de passe : {MOT_DE_PASSE})\n\n")
        for personne in personnes:
            self.stdout.write(f"  {personne.demo_libelle:<34} {personne.nom_complet:<26} {personne.email}")


def _jour(texte: str) -> date:
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise CommandError(f"« {texte} » n'est pas une date : écrivez-la comme 2027-03-15.") from None
