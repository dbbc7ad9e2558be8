"""A grid of questions for one use, and its numbered versions. Without a campaign it is the one that is shipped."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from grilles.etats import TRANSITIONS_VERSION, USAGES_OBLIGEANTS, EtatVersion, Usage
from poles.models import Campagne


class Grille(models.Model):
    campagne = models.ForeignKey(
        Campagne,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grilles",
        verbose_name="campagne",
        help_text="Vide : la grille fournie avec le service.",
    )
    usage = models.CharField("usage", max_length=20, choices=Usage.choices)

    class Meta:
        verbose_name = "grille"
        ordering = ["campagne", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campagne", "usage"],
                name="grille_unique_par_campagne",
                violation_error_message="Ce pôle a déjà sa grille pour cet usage.",
            ),
            # For the database, two absent campaigns are not the same.
            models.UniqueConstraint(
                fields=["usage"],
                condition=Q(campagne__isnull=True),
                name="grille_unique_fournie",
                violation_error_message="Une grille est déjà fournie pour cet usage.",
            ),
            models.CheckConstraint(condition=Q(usage__in=Usage.values), name="grille_usage_connu"),
        ]

    def __str__(self) -> str:
        return f"{self.get_usage_display()} ({self.campagne or 'fournie'})"

    @property
    def fournie(self) -> bool:
        return self.campagne_id is None

    @property
    def oblige(self) -> bool:
        """Whether a question of this grid may be obligatory."""
        return self.usage in USAGES_OBLIGEANTS


class VersionGrille(models.Model):
    """Its questions change as long as it is a draft. Once in force they never do: answers are bound to them."""

    grille = models.ForeignKey(Grille, models.PROTECT, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    etat = models.CharField(
        "état", max_length=12, choices=EtatVersion.choices, default=EtatVersion.BROUILLON, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", null=True, editable=False)
    en_vigueur_le = models.DateTimeField("mise en vigueur le", null=True, editable=False)

    transitions = TRANSITIONS_VERSION

    class Meta:
        verbose_name = "version de grille"
        verbose_name_plural = "versions de grilles"
        ordering = ["grille", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["grille", "numero"], name="version_grille_numero_unique"),
            models.UniqueConstraint(
                fields=["grille"],
                condition=Q(etat="brouillon"),
                name="version_grille_un_brouillon",
                violation_error_message="Une version est déjà en préparation.",
            ),
            models.UniqueConstraint(
                fields=["grille"],
                condition=Q(etat="en_vigueur"),
                name="version_grille_une_en_vigueur",
                violation_error_message="Une version est déjà en vigueur.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatVersion.values), name="version_grille_etat_connu"),
        ]

    def __str__(self) -> str:
        return "grille fournie" if self.grille.fournie else f"version {self.numero}"

    @property
    def chaine(self) -> str:
        return self.grille.campagne.chaine

    @property
    def modifiable(self) -> bool:
        return self.etat == EtatVersion.BROUILLON
