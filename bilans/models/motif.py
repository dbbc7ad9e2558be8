"""Why something was late, as whoever leads the pôle has chosen to publish it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bilans.etats import CauseRetard
from productions.models import NatureReport, Ressource

from .bilan import Bilan

PRECISION_MAX = 200


class MotifRetard(models.Model):
    """Written for the document alone: nothing is copied here from a request of extension or from a class test."""

    bilan = models.ForeignKey(Bilan, models.CASCADE, related_name="motifs")
    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="+")
    etape = models.CharField("étape", max_length=20, choices=NatureReport.choices)
    cause = models.CharField("motif", max_length=15, choices=CauseRetard.choices)
    precision = models.CharField("précision", max_length=PRECISION_MAX, blank=True)

    class Meta:
        verbose_name = "motif d'un retard"
        verbose_name_plural = "motifs des retards"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bilan", "ressource", "etape"],
                name="motif_retard_unique",
                violation_error_message="Ce retard a déjà son motif.",
            ),
            models.CheckConstraint(condition=Q(cause__in=CauseRetard.values), name="motif_retard_cause_connue"),
            models.CheckConstraint(condition=Q(etape__in=NatureReport.values), name="motif_retard_etape_connue"),
            models.CheckConstraint(
                condition=~Q(cause=CauseRetard.AUTRE, precision=""),
                name="motif_retard_autre_precise",
                violation_error_message="« Autre motif » se précise en quelques mots.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_etape_display()} : {self.get_cause_display()}"
