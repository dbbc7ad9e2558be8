"""An answer that the remark's author contests, once; what the producers then answer is final."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .remarque import Remarque
from .version import Version


class Contestation(models.Model):
    remarque = models.OneToOneField(Remarque, models.PROTECT, related_name="contestation")
    motif = models.TextField("pourquoi la réponse est contestée", max_length=2000)
    contestee_le = models.DateTimeField("contestée le")
    reponse = models.CharField("réponse définitive", max_length=10, choices=Remarque.Reponse.choices, blank=True)
    reponse_texte = models.TextField("explication", max_length=4000, blank=True)
    repondue_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    version_reponse = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contestations_traitees",
        verbose_name="faite dans la version",
    )

    class Meta:
        verbose_name = "contestation"
        ordering = ["contestee_le", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(motif=""),
                name="contestation_dit_pourquoi",
                violation_error_message="Dites pourquoi la réponse est contestée.",
            ),
            models.CheckConstraint(
                condition=Q(reponse="") | ~Q(reponse_texte=""),
                name="contestation_reponse_expliquee",
                violation_error_message="Une réponse définitive s'explique.",
            ),
            models.CheckConstraint(
                condition=Q(reponse="", repondue_le__isnull=True) | (~Q(reponse="") & Q(repondue_le__isnull=False)),
                name="contestation_reponse_datee",
            ),
        ]

    def __str__(self) -> str:
        return f"Contestation : {self.remarque}"
