"""A decision of a meeting: with an owner and a date, it is owed until somebody says that it is done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .reunion import Reunion


class Decision(models.Model):
    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="decisions")
    texte = models.CharField("décision", max_length=500)
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="qui s'en charge",
    )
    echeance = models.DateField("pour le", null=True, blank=True)
    notee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    notee_le = models.DateTimeField("notée le")
    faite_le = models.DateTimeField("faite le", null=True, blank=True)
    faite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="faite par"
    )

    class Meta:
        verbose_name = "décision"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(responsable__isnull=False, echeance__isnull=False)
                | Q(responsable__isnull=True, echeance__isnull=True),
                name="decision_quelqu_un_et_une_date",
                violation_error_message="Une décision à suivre a une personne et une date ; les autres, ni l'une ni "
                "l'autre.",
            ),
            models.CheckConstraint(
                condition=Q(faite_le__isnull=True, faite_par__isnull=True)
                | Q(faite_le__isnull=False, faite_par__isnull=False),
                name="decision_faite_par_quelqu_un",
            ),
        ]
        indexes = [
            models.Index(fields=["responsable"], condition=Q(faite_le__isnull=True), name="decision_a_faire"),
        ]

    def __str__(self) -> str:
        return self.texte

    @property
    def chaine(self) -> str:
        return self.reunion.chaine

    @property
    def a_suivre(self) -> bool:
        return self.responsable_id is not None and self.faite_le is None
