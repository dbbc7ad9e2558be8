"""The 30 académies (shipped as data) and the establishments their teachers work in."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from commun.elision import de

# Décret n° 90-236: metropolitan France has zones A, B and C; Corse and each overseas académie set their own calendar.
ZONES_METROPOLE = ("A", "B", "C")

LETTRES_UAI = "ABCDEFGHJKLMNPRSTUVWXYZ"


def valider_uai(valeur: str) -> None:
    """A UAI is seven digits and a key letter: the number modulo 23, in an alphabet without I, O and Q."""
    if not re.fullmatch(r"\d{7}[A-Z]", valeur):
        raise ValidationError("Un code UAI s'écrit avec sept chiffres et une lettre majuscule, par exemple 0750655E.")
    attendue = LETTRES_UAI[int(valeur[:7]) % 23]
    if valeur[7] != attendue:
        raise ValidationError(
            f"La lettre de contrôle de ce code UAI devrait être {attendue} : vérifiez les chiffres et la lettre."
        )


class Academie(models.Model):
    code = models.CharField("code", max_length=3, unique=True, help_text="Code du ministère, par exemple 16.")
    nom = models.CharField("nom", max_length=60, unique=True)
    region_academique = models.CharField("région académique", max_length=60)
    zone = models.CharField("zone de vacances", max_length=20, help_text="A, B, C, ou le nom du territoire.")
    fuseau = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")

    class Meta:
        verbose_name = "académie"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom

    @property
    def nom_entier(self) -> str:
        """« académie d'Orléans-Tours », « académie de Corse »."""
        return f"académie {de(self.nom)}"

    def clean(self) -> None:
        try:
            ZoneInfo(self.fuseau)
        except (KeyError, ValueError) as erreur:
            raise ValidationError({"fuseau": "Ce fuseau horaire n'existe pas."}) from erreur


class Etablissement(models.Model):
    uai = models.CharField("code UAI", max_length=8, unique=True, validators=[valider_uai])
    nom = models.CharField("nom", max_length=150)
    commune = models.CharField("commune", max_length=100, blank=True)
    academie = models.ForeignKey(Academie, models.PROTECT, related_name="etablissements", verbose_name="académie")

    class Meta:
        verbose_name = "établissement"
        ordering = ["nom", "commune", "pk"]

    def __str__(self) -> str:
        return f"{self.nom}, {self.commune}" if self.commune else self.nom

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        self.uai = self.uai.strip().upper()
        super().clean_fields(exclude=exclude)
