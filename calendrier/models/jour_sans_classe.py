"""School holidays and public holidays of an académie: seeded when a cycle opens, then editable."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from poles.models import Academie


class JourSansClasse(models.Model):
    class Genre(models.TextChoices):
        VACANCES = "vacances", "vacances scolaires"
        FERIE = "ferie", "jour férié"

    academie = models.ForeignKey(Academie, models.CASCADE, related_name="jours_sans_classe", verbose_name="académie")
    genre = models.CharField("genre", max_length=10, choices=Genre.choices)
    libelle = models.CharField("libellé", max_length=100)
    debut = models.DateField("premier jour")
    fin = models.DateField("dernier jour")

    class Meta:
        verbose_name = "période sans classe"
        verbose_name_plural = "périodes sans classe"
        ordering = ["debut", "genre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["academie", "genre", "debut"],
                name="jour_sans_classe_unique",
                violation_error_message="Une période du même genre commence déjà ce jour-là.",
            ),
            models.CheckConstraint(
                condition=Q(fin__gte=F("debut")),
                name="jour_sans_classe_fin_apres_debut",
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle
