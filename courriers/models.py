"""A text that an administrator has written for a mail, in place of the one that the service ships."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from poles.models import Academie


class TexteQuerySet(models.QuerySet["TexteDeCourriel"]):
    def en_vigueur(self) -> TexteQuerySet:
        return self.filter(retire_le__isnull=True)

    def de(self, academie: Academie | None) -> TexteQuerySet:
        """An académie's own, or the service's."""
        return self.filter(academie=academie) if academie else self.filter(academie__isnull=True)


class TexteDeCourriel(models.Model):
    """Its académie's mails say it; without one, those of every académie that has not written its own.

    A row is never changed: another text, or the shipped one, takes its place, so that the rows are the history.
    `livre`: an académie says the shipped text, whatever the service has written; the row holds no words.
    """

    gabarit = models.CharField("courriel", max_length=100, editable=False)
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="académie", editable=False
    )
    livre = models.BooleanField("texte livré", default=False, editable=False)
    sujet = models.CharField("sujet", max_length=400, blank=True)
    corps = models.TextField("texte", blank=True)
    # Of the shipped text that whoever wrote this one had before them.
    empreinte_livree = models.CharField("empreinte du texte livré", max_length=64, editable=False)
    redige_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="rédigé par", editable=False
    )
    redige_le = models.DateTimeField("rédigé le", editable=False)
    retire_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="remplacé par",
        editable=False,
    )
    retire_le = models.DateTimeField("remplacé le", null=True, blank=True, editable=False)

    objects = TexteQuerySet.as_manager()

    class Meta:
        verbose_name = "texte de courriel"
        verbose_name_plural = "textes de courriels"
        ordering = ["-redige_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gabarit", "academie"],
                condition=Q(retire_le__isnull=True, academie__isnull=False),
                name="texte_de_courriel_un_par_academie",
                violation_error_message="Ce courriel a déjà un texte rédigé.",
            ),
            models.UniqueConstraint(
                fields=["gabarit"],
                condition=Q(retire_le__isnull=True, academie__isnull=True),
                name="texte_de_courriel_un_pour_le_service",
                violation_error_message="Ce courriel a déjà un texte rédigé.",
            ),
            models.CheckConstraint(
                condition=(Q(livre=False) & ~Q(sujet="") & ~Q(corps=""))
                | Q(livre=True, sujet="", corps="", academie__isnull=False),
                name="texte_de_courriel_dit_quelque_chose",
                violation_error_message="Un courriel a un sujet et un texte, ou dit le texte livré dans une académie.",
            ),
            models.CheckConstraint(
                condition=Q(retire_le__isnull=True, retire_par__isnull=True)
                | Q(retire_le__isnull=False, retire_par__isnull=False),
                name="texte_de_courriel_retire_par_quelqu_un",
                violation_error_message="On sait qui a remplacé un texte.",
            ),
        ]

    def __str__(self) -> str:
        return self.gabarit
