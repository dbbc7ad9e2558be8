"""A proofreading: who reads which version, until when, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from grilles.models import Feuille
from productions.etats import TRANSITIONS_RELECTURE, EtatRelecture

from .version import Version


class Relecture(models.Model):
    version = models.ForeignKey(Version, models.PROTECT, related_name="relectures")
    relecteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="relectures")
    assignee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assignee_le = models.DateTimeField("assignée le")
    echeance = models.DateField("à rendre avant le", null=True, blank=True)
    avis = models.TextField("appréciation d'ensemble", max_length=4000, blank=True)
    feuille = models.OneToOneField(
        Feuille, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="grille remplie"
    )
    motif = models.CharField("motif pour décliner", max_length=500, blank=True, editable=False)
    etat = models.CharField(
        "état", max_length=10, choices=EtatRelecture.choices, default=EtatRelecture.ATTENDUE, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)

    transitions = TRANSITIONS_RELECTURE

    class Meta:
        verbose_name = "relecture"
        ordering = ["assignee_le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "relecteur"],
                name="relecture_unique",
                violation_error_message="Cette personne relit déjà cette version.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatRelecture.values), name="relecture_etat_connu"),
            models.CheckConstraint(
                condition=~Q(etat=EtatRelecture.DECLINEE) | ~Q(motif=""),
                name="relecture_declinee_dit_pourquoi",
                violation_error_message="Dites pourquoi la relecture est déclinée.",
            ),
        ]

    def __str__(self) -> str:
        return f"Relecture de {self.version.ressource} ({self.version}) par {self.relecteur}"

    def get_absolute_url(self) -> str:
        return f"{reverse('accueil:ressource', args=[self.version.ressource_id])}#version-{self.version_id}"

    @property
    def chaine(self) -> str:
        return self.version.ressource.chaine
