"""The review of a pôle or of an académie by hand: reads the data, writes files, keeps nothing in the service."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bilans.contenu.assemblage import assembler
from bilans.document import document
from bilans.models import Bilan
from bilans.queries import bilans_de_l_annee
from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.pdf import rendre_pdf
from poles.models import Academie, Campagne


class Command(BaseCommand):
    help = "Fabrique le bilan d'un pôle ou d'une académie, en PDF, sans rien enregistrer dans le service."

    def add_arguments(self, parser: ArgumentParser) -> None:
        portee = parser.add_mutually_exclusive_group(required=True)
        portee.add_argument("--pole", metavar="SLUG", help="l'identifiant du pôle, celui de son adresse")
        portee.add_argument("--academie", metavar="CODE", help="le code de l'académie, par exemple 16")
        parser.add_argument(
            "--annee", required=True, metavar="ANNEE", help="le libellé du cycle, par exemple 2026-2027"
        )
        parser.add_argument("--sortie", required=True, type=Path, metavar="FICHIER.pdf", help="le PDF à écrire")
        parser.add_argument(
            "--html", type=Path, metavar="FICHIER.html", help="garde aussi le HTML dont le PDF est fait, à la lettre"
        )

    def handle(
        self,
        *args: Any,
        pole: str | None,
        academie: str | None,
        annee: str,
        sortie: Path,
        html: Path | None = None,
        **options: Any,
    ) -> None:
        bilan = _bilan_du_pole(pole, annee) if pole else _bilan_de_l_academie(academie or "", annee)
        texte = self._composer(bilan, maintenant())
        if html:
            html.write_text(texte, encoding="utf-8")
        try:
            pdf = rendre_pdf(texte)
        except ActionImpossible as refus:
            raise CommandError(str(refus)) from refus
        # Whole or not at all: what is there already stays until the new one is.
        provisoire = sortie.with_name(f"{sortie.name}.partiel")
        provisoire.write_bytes(pdf)
        provisoire.replace(sortie)
        self.stdout.write(f"{bilan} : {sortie} ({len(pdf) // 1024} Ko).")

    def _composer(self, bilan: Bilan, instant: datetime) -> str:
        """Without the draft mark once it is final; the sealed document alone says that it is the final one."""
        return document(assembler(bilan, instant), brouillon=not bilan.definitif, de_travail=True)


def _bilan_du_pole(slug: str, annee: str) -> Bilan:
    """The one that is open, else one that is not saved: the texts are then empty."""
    campagne = (
        Campagne.objects.filter(pole__slug=slug, cycle__libelle=annee).select_related("pole__academie", "cycle").first()
    )
    if campagne is None:
        raise CommandError(f"Le pôle « {slug} » n'a pas de campagne en {annee}.")
    return bilans_de_l_annee(annee).filter(campagne=campagne).first() or Bilan(campagne=campagne, annee=annee)


def _bilan_de_l_academie(code: str, annee: str) -> Bilan:
    academie = Academie.objects.filter(code=code).first()
    if academie is None:
        raise CommandError(f"Il n'y a pas d'académie de code « {code} ».")
    if not Campagne.objects.filter(pole__academie=academie, cycle__libelle=annee).exists():
        raise CommandError(f"L'{academie.nom_entier} n'a pas de pôle en {annee}.")
    return bilans_de_l_annee(annee).filter(academie=academie).first() or Bilan(academie=academie, annee=annee)
