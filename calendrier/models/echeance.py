"""A dated milestone of a cycle; a pôle may have its own row, which then stands instead of the cycle's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from poles.models import Campagne, Cycle


class NatureEcheance(models.TextChoices):
    FICHES_PROJET = "fiches_projet", "fiches-projet"
    V1 = "v1", "première version (V1)"
    V2 = "v2", "relectures et V2"
    TEST_CLASSE = "test_classe", "tests en classe"
    VALIDATION = "validation", "séance de validation"
    VACATIONS = "vacations", "certification des vacations"
    POINT_ETAPE = "point_etape", "point d'étape"
    VISIO_BILAN = "visio_bilan", "visio de bilan"
    TESTS_TARDIFS = "tests_tardifs", "fin des tests tardifs"


class Echeance(models.Model):
    """`jour` is a day; it ends at midnight in the académie's own time zone."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="echeances", verbose_name="cycle")
    campagne = models.ForeignKey(
        Campagne,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="echeances_propres",
        verbose_name="campagne",
        help_text="Vide : pour tous les pôles du cycle.",
    )
    nature = models.CharField("étape", max_length=20, choices=NatureEcheance.choices)
    rang = models.PositiveSmallIntegerField("numéro", default=1, help_text="Pour distinguer les points d'étape.")
    jour = models.DateField("date")
    obligatoire = models.BooleanField("obligatoire", default=False)

    class Meta:
        verbose_name = "échéance"
        ordering = ["jour", "nature", "rang", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "nature", "rang"],
                condition=Q(campagne__isnull=True),
                name="echeance_unique_cycle",
                violation_error_message="Ce cycle a déjà cette échéance.",
            ),
            models.UniqueConstraint(
                fields=["campagne", "nature", "rang"],
                condition=Q(campagne__isnull=False),
                name="echeance_unique_campagne",
                violation_error_message="Ce pôle a déjà sa propre date pour cette échéance.",
            ),
            models.CheckConstraint(condition=Q(nature__in=NatureEcheance.values), name="echeance_nature_connue"),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle(self) -> str:
        libelle = self.get_nature_display()
        if self.nature == NatureEcheance.POINT_ETAPE:
            libelle = f"{libelle} n° {self.rang}"
        return libelle[0].upper() + libelle[1:]
