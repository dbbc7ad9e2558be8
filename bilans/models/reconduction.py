"""« Préparer l'année suivante »: which campaign went on to which, with what, and what undoing it needs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from poles.models import Campagne
from productions.models import Ressource


class Reconduction(models.Model):
    """Undone, the row goes: the journal keeps that it was done and undone, by whom and why."""

    de = models.OneToOneField(
        Campagne,
        models.PROTECT,
        related_name="reconduction",
        verbose_name="de l'année",
        error_messages={"unique": "L'année suivante de ce pôle est déjà préparée."},
    )
    vers = models.OneToOneField(
        Campagne, models.PROTECT, related_name="reconduction_recue", verbose_name="vers l'année"
    )
    faite_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="faite par")
    faite_le = models.DateTimeField("faite le")
    ressources = models.ManyToManyField(Ressource, blank=True, related_name="reconductions", verbose_name="ressources")
    # Numbers of what was made (mandats, echeances, grilles) or moved with its resources (fiches), and what the next
    # campaign said before: `campagne_creee`, or its theme and missions.
    fait = models.JSONField("ce qui a été fait", default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "passage à l'année suivante"
        verbose_name_plural = "passages à l'année suivante"
        ordering = ["-faite_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(de=F("vers")),
                name="reconduction_vers_une_autre_annee",
                violation_error_message="Un pôle passe à une autre année que la sienne.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.de}, vers {self.vers.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("bilans:preparer_annee", args=[self.de.pole.slug, self.de.cycle.libelle])

    @property
    def chaine(self) -> str:
        return self.de.chaine
