"""A sheet that somebody filled in. It knows its grid, never who uses it: that room points to the sheet."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch, Q

from .grille import VersionGrille
from .question import Question


class FeuilleQuerySet(models.QuerySet["Feuille"]):
    def avec_reponses(self) -> FeuilleQuerySet:
        """With what `grilles/_reponses.html` shows, in the grid's order: two more queries, however many sheets."""
        return self.select_related("version_grille").prefetch_related(reponses_dans_l_ordre())


def reponses_dans_l_ordre(chemin: str = "") -> Prefetch:
    """The same for a room that prefetches its sheets through `chemin` (« feuille »)."""
    ordonnees = Reponse.objects.select_related("question__section").order_by(
        "question__section__ordre", "question__section", "question__ordre", "question"
    )
    return Prefetch(f"{chemin}__reponses" if chemin else "reponses", ordonnees)


class Feuille(models.Model):
    version_grille = models.ForeignKey(VersionGrille, models.PROTECT, related_name="feuilles", verbose_name="grille")
    cree_le = models.DateTimeField("commencée le")
    modifie_le = models.DateTimeField("modifiée le")

    objects = FeuilleQuerySet.as_manager()

    class Meta:
        verbose_name = "feuille remplie"
        verbose_name_plural = "feuilles remplies"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Feuille n° {self.pk}"


class Reponse(models.Model):
    """One answer, with the words of its question as they were: `texte` is the chosen option, or what was typed."""

    feuille = models.ForeignKey(Feuille, models.CASCADE, related_name="reponses")
    question = models.ForeignKey(Question, models.PROTECT, related_name="reponses")
    intitule = models.CharField("question posée", max_length=250)
    valeur = models.PositiveSmallIntegerField("rang de la réponse choisie", null=True, blank=True)
    texte = models.TextField("réponse", max_length=4000)
    # A verbatim may be taken out of what others read; its author still does.
    masquee = models.BooleanField("masquée", default=False)

    class Meta:
        verbose_name = "réponse"
        ordering = ["feuille", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feuille", "question"],
                name="reponse_unique",
                violation_error_message="Cette question a déjà sa réponse.",
            ),
            models.CheckConstraint(condition=~Q(texte=""), name="reponse_non_vide"),
        ]

    def __str__(self) -> str:
        return self.intitule
