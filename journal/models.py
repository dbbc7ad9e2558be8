"""The append-only record of every move. Written by `services.ecrire`, checked by `verification.verifier`."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q


class EcritureImmuable(Exception):
    """Code tried to change or remove a row of the journal: always a mistake of ours."""


class EcritureQuerySet(models.QuerySet["Ecriture"]):
    def update(self, **champs: Any) -> NoReturn:
        raise EcritureImmuable("Une écriture du journal ne se modifie pas.")

    def delete(self) -> NoReturn:
        raise EcritureImmuable("Une écriture du journal ne s'efface pas.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EcritureImmuable("Une écriture du journal ne se modifie pas.")


class Ecriture(models.Model):
    """One move. `empreinte` covers everything but `texte` and `sel`, which only their digest binds."""

    chaine = models.CharField("chaîne", max_length=100)
    rang = models.PositiveIntegerField("rang")
    acteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="auteur",
    )
    action = models.CharField("action", max_length=100)
    donnees = models.JSONField("données", default=dict, blank=True)
    texte = models.TextField("texte", blank=True)
    sel = models.CharField("sel", max_length=64, blank=True)
    empreinte_texte = models.CharField("empreinte du texte", max_length=64, blank=True)
    empreinte = models.CharField("empreinte", max_length=64)
    ecrite_le = models.DateTimeField("écrite le")

    objects = EcritureQuerySet.as_manager()

    class Meta:
        verbose_name = "écriture"
        ordering = ["chaine", "rang"]
        constraints = [
            models.UniqueConstraint(
                fields=["chaine", "rang"],
                name="ecriture_chaine_rang",
                violation_error_message="Ce rang est déjà pris dans la chaîne.",
            ),
            models.CheckConstraint(
                condition=Q(rang__gte=1),
                name="ecriture_rang_a_partir_de_1",
                violation_error_message="Les rangs commencent à 1.",
            ),
        ]
        indexes = [models.Index(fields=["-ecrite_le", "-id"], name="ecriture_par_date")]

    def __str__(self) -> str:
        return f"{self.chaine} nº {self.rang}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EcritureImmuable("Une écriture du journal ne se modifie pas.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EcritureImmuable("Une écriture du journal ne s'efface pas.")


class Tete(models.Model):
    """Where a chain ends. The writer locks it; a chain that is cut no longer agrees with it."""

    chaine = models.CharField("chaîne", max_length=100, unique=True)
    rang = models.PositiveIntegerField("dernier rang", default=0)
    empreinte = models.CharField("empreinte de la dernière écriture", max_length=64, blank=True)

    class Meta:
        verbose_name = "tête de chaîne"
        verbose_name_plural = "têtes de chaîne"
        ordering = ["chaine"]

    def __str__(self) -> str:
        return self.chaine
