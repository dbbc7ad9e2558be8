"""An opinion that a signatory prepares before signing: their own notes, read by nobody else, on any surface."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from grilles.models import Feuille
from validations.etats import Avis, NatureVisa

from .demande import DemandeValidation


class AvisPrepare(models.Model):
    """No related name: no list, filter or search may reach it from the round or from its author."""

    demande = models.ForeignKey(DemandeValidation, models.CASCADE, related_name="+")
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    avis = models.CharField("avis", max_length=15, choices=Avis.choices)
    motif = models.TextField("motif ou commentaire", max_length=4000, blank=True)
    notes = models.TextField("mes notes", max_length=4000, blank=True)
    ecrit_le = models.DateTimeField("écrit le")

    class Meta:
        verbose_name = "avis préparé"
        verbose_name_plural = "avis préparés"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demande", "personne"],
                name="avis_prepare_unique",
                violation_error_message="Vous avez déjà un avis préparé pour cette demande.",
            ),
            models.CheckConstraint(condition=Q(avis__in=Avis.values), name="avis_prepare_connu"),
        ]

    def __str__(self) -> str:
        return f"Avis préparé nº {self.pk}"


class FeuillePreparee(models.Model):
    """The answers to a grid that go with a visa, before it is given: their author's alone, like a prepared opinion.

    A row of its own: what is prepared may move to a table and back, the answers wait for the signature.
    """

    demande = models.ForeignKey(DemandeValidation, models.CASCADE, related_name="+")
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nature = models.CharField("nature", max_length=15, choices=NatureVisa.choices)
    feuille = models.OneToOneField(Feuille, models.PROTECT, related_name="+", verbose_name="grille remplie")

    class Meta:
        verbose_name = "grille préparée"
        verbose_name_plural = "grilles préparées"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demande", "personne", "nature"],
                name="feuille_preparee_unique",
                violation_error_message="Vous avez déjà rempli cette grille pour cette demande.",
            ),
            models.CheckConstraint(condition=Q(nature__in=NatureVisa.values), name="feuille_preparee_nature_connue"),
        ]

    def __str__(self) -> str:
        return f"Grille préparée nº {self.pk}"
