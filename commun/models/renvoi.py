"""« Renvoyer »: who asked for a mail to leave again, and when. It goes with its mail."""

from __future__ import annotations

from django.db import models

from .courriel import Courriel


class Renvoi(models.Model):
    """`courriel` is the mail as it was first written, `copie` the second one where the first had left.

    `par`: the number of the person, as everywhere in this room, which stands below the accounts.
    """

    courriel = models.ForeignKey(Courriel, models.CASCADE, related_name="renvois", verbose_name="courriel")
    copie = models.OneToOneField(
        Courriel, models.SET_NULL, null=True, blank=True, related_name="renvoi", verbose_name="second envoi"
    )
    par = models.BigIntegerField("demandé par")
    le = models.DateTimeField("demandé le")

    class Meta:
        verbose_name = "renvoi"
        ordering = ["le", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(copie__isnull=True) | ~models.Q(copie=models.F("courriel")),
                name="renvoi_d_un_autre_courriel",
            )
        ]

    def __str__(self) -> str:
        return f"{self.courriel}, renvoyé"
