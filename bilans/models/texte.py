"""What whoever leads writes beside the figures, section by section."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bilans.etats import SectionTexte

from .bilan import Bilan

LONGUEUR_MAX = 6000


class TexteBilan(models.Model):
    bilan = models.ForeignKey(Bilan, models.CASCADE, related_name="textes")
    section = models.CharField("section", max_length=15, choices=SectionTexte.choices)
    texte = models.TextField("texte", max_length=LONGUEUR_MAX, blank=True)
    modifie_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    modifie_le = models.DateTimeField("modifié le")

    class Meta:
        verbose_name = "texte du bilan"
        verbose_name_plural = "textes du bilan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bilan", "section"],
                name="texte_bilan_unique",
                violation_error_message="Cette section a déjà son texte.",
            ),
            models.CheckConstraint(condition=Q(section__in=SectionTexte.values), name="texte_bilan_section_connue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} : {self.bilan}"
