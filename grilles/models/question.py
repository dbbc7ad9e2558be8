"""What a grid asks: questions in sections, each with a word of help."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from grilles.etats import GenreQuestion

from .grille import VersionGrille

OUI_NON = ["Oui", "Non"]


class Section(models.Model):
    version = models.ForeignKey(VersionGrille, models.CASCADE, related_name="sections")
    titre = models.CharField("titre", max_length=120)
    aide = models.TextField("aide", max_length=600, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "section de grille"
        verbose_name_plural = "sections de grilles"
        ordering = ["version", "ordre", "pk"]

    def __str__(self) -> str:
        return self.titre


class Question(models.Model):
    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    genre = models.CharField("genre", max_length=10, choices=GenreQuestion.choices)
    intitule = models.CharField("question", max_length=250)
    aide = models.TextField("aide", max_length=600, blank=True)
    # The steps of a scale, from the least to the most, or what one chooses among; none for the other genres.
    choix = models.JSONField("réponses possibles", default=list, blank=True)
    obligatoire = models.BooleanField("obligatoire", default=False)
    ordre = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "question de grille"
        verbose_name_plural = "questions de grilles"
        ordering = ["section", "ordre", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(genre__in=GenreQuestion.values), name="question_genre_connu"),
            models.CheckConstraint(condition=~Q(intitule=""), name="question_intitulee"),
        ]

    def __str__(self) -> str:
        return self.intitule

    @property
    def options(self) -> list[str]:
        """The answers that one picks among, in order; none for a free text."""
        return OUI_NON if self.genre == GenreQuestion.OUI_NON else self.choix
