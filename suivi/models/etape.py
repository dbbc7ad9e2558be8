"""The obligatory moments of the year that are not a document: points d'étape and the visio de bilan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from calendrier.models import Echeance
from poles.models import Campagne

from .reunion import Reunion


class EtapeTenue(models.Model):
    """« C'est fait » : the moment took place on that day, with what the coordinator wants remembered of it."""

    campagne = models.ForeignKey(Campagne, models.PROTECT, related_name="etapes_tenues")
    nature = models.CharField("étape", max_length=20)
    rang = models.PositiveSmallIntegerField("numéro", default=1)
    jour = models.DateField("tenue le")
    notes = models.TextField("difficultés, décisions", max_length=4000, blank=True)
    consignee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    consignee_le = models.DateTimeField("consignée le")
    # Where the pôle was on that day (suivi/photo.py): never made again.
    photo = models.JSONField("où en était le pôle", default=dict, blank=True)
    reunion = models.ForeignKey(
        Reunion, models.PROTECT, null=True, blank=True, related_name="etapes", verbose_name="réunion"
    )

    class Meta:
        verbose_name = "étape tenue"
        verbose_name_plural = "étapes tenues"
        ordering = ["jour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campagne", "nature", "rang"],
                name="etape_tenue_unique",
                violation_error_message="Cette étape est déjà consignée.",
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=["point_etape", "visio_bilan"]), name="etape_tenue_nature"
            ),
        ]

    def __str__(self) -> str:
        return Echeance(nature=self.nature, rang=self.rang).libelle

    def get_absolute_url(self) -> str:
        return reverse("suivi:etape", args=[self.pk])
