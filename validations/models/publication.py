"""What is public, where, and since when: the sole truth about it, whatever the resource's current state."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from productions.models import Ressource, Version


class Publication(models.Model):
    class Cible(models.TextChoices):
        SITE = "site", "site académique"
        ESPACE = "espace", "espace mutualisé académique"

    class Licence(models.TextChoices):
        CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        LICENCE_OUVERTE = "lo-2.0", "Licence Ouverte 2.0 (Etalab)"
        AUTRE = "autre", "autre licence"

    ressource = models.ForeignKey(Ressource, models.PROTECT, related_name="publications")
    version = models.ForeignKey(Version, models.PROTECT, related_name="publications")
    cible = models.CharField("lieu de publication", max_length=10, choices=Cible.choices)
    adresse = models.URLField("adresse", max_length=500, validators=[URLValidator(schemes=["https", "http"])])
    licence = models.CharField("licence", max_length=15, choices=Licence.choices, default=Licence.CC_BY_SA)
    licence_autre = models.CharField("autre licence, en clair", max_length=100, blank=True)
    publiee_le = models.DateField("publiée le")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)
    motif_retrait = models.TextField("motif du retrait", blank=True)

    class Meta:
        verbose_name = "publication"
        ordering = ["-publiee_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ressource", "cible"],
                condition=Q(retiree_le__isnull=True),
                name="publication_ouverte_unique",
                violation_error_message="La ressource est déjà publiée à cet endroit : corrigez plutôt l'adresse.",
            ),
            models.CheckConstraint(
                condition=Q(retiree_le__isnull=True) | ~Q(motif_retrait=""), name="publication_retrait_motive"
            ),
            models.CheckConstraint(
                condition=(Q(licence="autre") & ~Q(licence_autre="")) | (~Q(licence="autre") & Q(licence_autre="")),
                name="publication_licence_precisee",
                violation_error_message="Précisez la licence quand vous choisissez « autre », et seulement alors.",
            ),
            models.CheckConstraint(condition=Q(adresse__startswith="http"), name="publication_adresse_web"),
        ]

    def __str__(self) -> str:
        return f"{self.version} sur {self.get_cible_display()}"

    def get_absolute_url(self) -> str:
        return reverse("accueil:ressource", args=[self.ressource_id])

    @property
    def chaine(self) -> str:
        return self.ressource.chaine

    @property
    def licence_en_clair(self) -> str:
        return self.licence_autre or self.get_licence_display()

    @property
    def ouverte(self) -> bool:
        return self.retiree_le is None
