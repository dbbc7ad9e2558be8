"""The usual milestones: what a cycle opens with, until the administrator adjusts it to the year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .echeance import Echeance, NatureEcheance


class JalonUsuel(models.Model):
    """A day of the year, in the year in which the cycle begins or in the one in which it ends."""

    nature = models.CharField("étape", max_length=20, choices=NatureEcheance.choices)
    rang = models.PositiveSmallIntegerField(
        "numéro", default=1, validators=[MinValueValidator(1)], help_text="Pour distinguer les points d'étape."
    )
    mois = models.PositiveSmallIntegerField("mois", validators=[MinValueValidator(1), MaxValueValidator(12)])
    quantieme = models.PositiveSmallIntegerField(
        "jour du mois",
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text="Le dernier jour du mois s'il est plus court : 29 février, 31 avril…",
    )
    annee_de_fin = models.BooleanField("dans l'année où le cycle se termine", default=True)
    obligatoire = models.BooleanField("obligatoire", default=False)

    class Meta:
        verbose_name = "échéance usuelle"
        verbose_name_plural = "échéances usuelles"
        ordering = ["annee_de_fin", "mois", "quantieme", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nature", "rang"],
                name="jalon_unique",
                violation_error_message="Cette échéance usuelle existe déjà : changez son numéro.",
            ),
            models.CheckConstraint(condition=Q(nature__in=NatureEcheance.values), name="jalon_nature_connue"),
            models.CheckConstraint(
                condition=Q(mois__range=(1, 12), quantieme__range=(1, 31), rang__gte=1), name="jalon_jour_possible"
            ),
        ]

    def __str__(self) -> str:
        return Echeance(nature=self.nature, rang=self.rang).libelle

    def jour(self, debut: date, fin: date) -> date:
        """In a cycle from `debut` to `fin`; a month that is too short gives its last day."""
        annee = fin.year if self.annee_de_fin else debut.year
        return date(annee, self.mois, min(self.quantieme, monthrange(annee, self.mois)[1]))
