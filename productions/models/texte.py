"""The text of a livret, read once its version is sealed, so that two versions can be compared word by word."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.db import models

from .lecture import Lecture


class Texte(Lecture):
    """`motif` says why nothing could be read, `reserve` what of a text that was read is missing."""

    contenu = models.TextField("texte, un paragraphe par ligne", blank=True)
    reserve = models.CharField("ce qui n'a pas été lu", max_length=300, blank=True)

    class Meta(Lecture.Meta):
        verbose_name = "texte d'un livret"
        verbose_name_plural = "textes des livrets"

    @property
    def paragraphes(self) -> list[str]:
        return self.contenu.split("\n") if self.contenu else []


def genre_texte(nom: str) -> str:
    """How the text of a file of this name is read: its extension."""
    return PurePosixPath(nom).suffix.lower().lstrip(".")[:5]
