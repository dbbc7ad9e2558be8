"""A reading of a file's content by a worker: once for its content, wherever the file is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Lecture(models.Model):
    """Held by one worker at a time, which says that it is alive; moved by `services/lectures.py` alone."""

    class Etat(models.TextChoices):
        EN_ATTENTE = "en_attente", "en attente"
        EN_COURS = "en_cours", "en cours"
        FAITE = "faite", "faite"
        REFUSEE = "refusee", "fichier refusé"
        ILLISIBLE = "illisible", "contenu illisible"

    # The file's content and what its name says it is: the same bytes are read one way as .docx, another as .mbz.
    sha256 = models.CharField("SHA-256", max_length=64)
    genre = models.CharField("genre", max_length=5)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.EN_ATTENTE)
    motif = models.CharField("motif du refus", max_length=500, blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    battement = models.DateTimeField("dernier signe de vie")
    demandee_le = models.DateTimeField("demandée le")
    finie_le = models.DateTimeField("finie le", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-demandee_le", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256", "genre"], name="%(class)s_une_par_contenu"),
            models.CheckConstraint(
                condition=~Q(etat__in=["refusee", "illisible"]) | ~Q(motif=""), name="%(class)s_refus_motive"
            ),
        ]
        indexes = [
            models.Index(
                fields=["battement"], condition=Q(etat__in=["en_attente", "en_cours"]), name="%(class)s_inachevee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.sha256[:12]}, {self.get_etat_display()}"

    @property
    def inachevee(self) -> bool:
        return self.etat in INACHEVEES


INACHEVEES = (Lecture.Etat.EN_ATTENTE, Lecture.Etat.EN_COURS)
