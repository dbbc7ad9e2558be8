"""What a deposited file contains, read once for its content, wherever it is kept from a version to the next."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.db import models
from django.db.models import Q

from productions.cours import phrases


class Analyse(models.Model):
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
    faits = models.JSONField("faits", default=dict, blank=True)
    motif = models.CharField("motif du refus", max_length=500, blank=True)
    avancement = models.PositiveSmallIntegerField("avancement (en %)", default=0)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    battement = models.DateTimeField("dernier signe de vie")
    demandee_le = models.DateTimeField("demandée le")
    finie_le = models.DateTimeField("finie le", null=True, blank=True)

    class Meta:
        verbose_name = "analyse d'un fichier"
        verbose_name_plural = "analyses des fichiers"
        ordering = ["-demandee_le", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256", "genre"], name="analyse_une_par_contenu"),
            models.CheckConstraint(condition=Q(avancement__lte=100), name="analyse_avancement_en_pour_cent"),
            models.CheckConstraint(
                condition=~Q(etat__in=["refusee", "illisible"]) | ~Q(motif=""), name="analyse_refus_motive"
            ),
        ]
        indexes = [
            models.Index(
                fields=["battement"], condition=Q(etat__in=["en_attente", "en_cours"]), name="analyse_inachevee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.sha256[:12]}, {self.get_etat_display()}"

    @property
    def inachevee(self) -> bool:
        return self.etat in INACHEVEES

    @property
    def refusee(self) -> bool:
        return self.etat == self.Etat.REFUSEE

    @property
    def avec_utilisateurs(self) -> bool:
        return bool(self.faits.get("utilisateurs"))

    @property
    def resume(self) -> str:
        return phrases.resumer(self.genre, self.faits)

    @property
    def avertissements(self) -> list[str]:
        return phrases.avertir(self.faits)

    @property
    def plan(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return phrases.planifier(self.faits)


INACHEVEES = (Analyse.Etat.EN_ATTENTE, Analyse.Etat.EN_COURS)
# They can hide something: a version holds none whose content was not read to the end.
ARCHIVES = ("mbz", "h5p", "docx", "xlsx", "pptx", "odt", "ods", "odp")
GENRES = (*ARCHIVES, "pdf")


def genre_analyse(nom: str) -> str:
    """How the content of a file of this name is read; empty when there is nothing to read in it."""
    genre = PurePosixPath(nom).suffix.lower().lstrip(".")
    return genre if genre in GENRES else ""
