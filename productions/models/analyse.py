"""What a deposited file contains, read once for its content, wherever it is kept from a version to the next."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.db import models
from django.db.models import Q

from productions.cours import phrases

from .lecture import Lecture


class Analyse(Lecture):
    faits = models.JSONField("faits", default=dict, blank=True)
    avancement = models.PositiveSmallIntegerField("avancement (en %)", default=0)

    class Meta(Lecture.Meta):
        verbose_name = "analyse d'un fichier"
        verbose_name_plural = "analyses des fichiers"
        constraints = [
            *Lecture.Meta.constraints,
            models.CheckConstraint(condition=Q(avancement__lte=100), name="analyse_avancement_en_pour_cent"),
        ]

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


# They can hide something: a version holds none whose content was not read to the end.
ARCHIVES = ("mbz", "h5p", "docx", "xlsx", "pptx", "odt", "ods", "odp")
GENRES = (*ARCHIVES, "pdf")


def genre_analyse(nom: str) -> str:
    """How the content of a file of this name is read; empty when there is nothing to read in it."""
    genre = PurePosixPath(nom).suffix.lower().lstrip(".")
    return genre if genre in GENRES else ""
