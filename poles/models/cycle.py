"""A production cycle: usually a school year, longer for a departmental project."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from poles.etats import TRANSITIONS_CYCLE, EtatCycle

from .territoire import Academie


class Cycle(models.Model):
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="cycles", verbose_name="académie"
    )
    libelle = models.CharField("libellé", max_length=30, help_text="Par exemple 2026-2027.")
    debut = models.DateField("début")
    fin = models.DateField("fin")
    etat = models.CharField("état", max_length=10, choices=EtatCycle.choices, default=EtatCycle.PREPARE, editable=False)
    etat_depuis = models.DateTimeField("dans cet état depuis", null=True, editable=False)
    formation_continue_payee = models.BooleanField(
        "les ressources de formation continue ouvrent droit à vacation",
        default=False,
        help_text="Non par défaut : les vacations paient la conception de ressources pour la classe.",
    )

    transitions = TRANSITIONS_CYCLE

    class Meta:
        verbose_name = "cycle"
        ordering = ["-debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("debut")),
                name="cycle_fin_apres_debut",
                violation_error_message="La fin du cycle doit venir après son début.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatCycle.values), name="cycle_etat_connu"),
            models.UniqueConstraint(
                "academie",
                "libelle",
                name="cycle_unique_par_academie",
                violation_error_message="Cette académie a déjà un cycle de ce nom.",
            ),
            # For the database, two absent académies are not the same.
            models.UniqueConstraint(
                fields=["libelle"],
                condition=Q(academie__isnull=True),
                name="cycle_unique_sans_academie",
                violation_error_message="Un cycle ouvert à toutes les académies porte déjà ce nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def chaine(self) -> str:
        return f"cycle:{self.pk}"
