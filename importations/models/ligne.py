"""One line of a table: what it says, and what importing it would do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .importation import Importation


class Issue(models.TextChoices):
    NOUVELLE = "nouvelle", "nouvelle"
    CHANGEE = "changee", "changée"
    INCHANGEE = "inchangee", "inchangée"
    REFUSEE = "refusee", "refusée"


class LigneImportee(models.Model):
    importation = models.ForeignKey(Importation, models.CASCADE, related_name="lignes", verbose_name="importation")
    numero = models.PositiveIntegerField("ligne", help_text="Telle que le tableur la numérote.")
    issue = models.CharField("issue", max_length=10, choices=Issue.choices)
    quoi = models.CharField("quoi", max_length=250, blank=True)
    valeurs = models.JSONField("valeurs", default=dict)
    # Each as [column, before, after].
    ecarts = models.JSONField("écarts", default=list)
    motifs = models.JSONField("motifs", default=list)
    # Those of the reading alone: comparing again cannot find them.
    motifs_de_lecture = models.JSONField("motifs de lecture", default=list)
    remarques = models.JSONField("remarques", default=list)
    # What the line has made, where something is still to be done of it.
    produit = models.BigIntegerField("produit", null=True)

    class Meta:
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        ordering = ["importation", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["importation", "numero"],
                name="ligne_importee_unique",
                violation_error_message="Cette ligne est déjà lue.",
            ),
            models.CheckConstraint(condition=Q(issue__in=Issue.values), name="ligne_importee_issue_connue"),
        ]
        indexes = [models.Index(fields=["importation", "issue", "numero"], name="ligne_importee_par_issue")]

    def __str__(self) -> str:
        return f"Ligne {self.numero}"
