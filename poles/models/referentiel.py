"""What a fiche and its resources are about: lists shipped as data, completed by the administrator."""

from __future__ import annotations

from django.db import models


class Discipline(models.Model):
    nom = models.CharField("nom", max_length=100, unique=True)

    class Meta:
        verbose_name = "discipline"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Niveau(models.Model):
    nom = models.CharField("nom", max_length=60, unique=True)
    rang = models.PositiveSmallIntegerField("rang", unique=True, help_text="Du plus jeune au plus âgé.")

    class Meta:
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"
        ordering = ["rang"]

    def __str__(self) -> str:
        return self.nom
