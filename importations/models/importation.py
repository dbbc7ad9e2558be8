"""A table that somebody has deposited, what was read in it, and what importing it would do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from commun.fichiers import chemin_opaque
from commun.models import Travail


class Importation(models.Model):
    """`sorte` is a code of the registry (`sortes.py`), `portee` the key of the record that the table is about.

    Its file goes once it is read, its lines a month after it was deposited: they hold names and addresses.
    """

    sorte = models.CharField("sorte", max_length=30)
    portee = models.BigIntegerField("sur quoi")
    demandeur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="importations", verbose_name="déposée par"
    )
    nom_fichier = models.CharField("nom du fichier", max_length=200)
    fichier = models.FileField("fichier", upload_to=chemin_opaque, max_length=200, blank=True)
    deposee_le = models.DateTimeField("déposée le")
    travail = models.ForeignKey(Travail, models.SET_NULL, null=True, related_name="+", verbose_name="travail")
    lue_le = models.DateTimeField("lue le", null=True, blank=True)
    refus = models.TextField("pourquoi elle n'est pas lue", blank=True)
    remarques = models.JSONField("remarques", default=list, blank=True)
    # Of what its page shows: nothing else is imported.
    empreinte = models.CharField("empreinte", max_length=64, blank=True)
    nouvelles = models.PositiveIntegerField("lignes nouvelles", default=0)
    changees = models.PositiveIntegerField("lignes changées", default=0)
    inchangees = models.PositiveIntegerField("lignes inchangées", default=0)
    refusees = models.PositiveIntegerField("lignes refusées", default=0)
    prevenir = models.BooleanField("les personnes sont prévenues", default=True)
    importee_le = models.DateTimeField("importée le", null=True, blank=True)

    class Meta:
        verbose_name = "importation"
        ordering = ["-deposee_le", "-pk"]
        indexes = [
            models.Index(fields=["demandeur", "sorte", "portee", "-deposee_le"], name="importation_par_demandeur")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(importee_le__isnull=True) | Q(lue_le__isnull=False),
                name="importation_lue_avant_importee",
                violation_error_message="Un tableau s'importe une fois lu.",
            ),
            models.CheckConstraint(
                condition=Q(importee_le__isnull=True) | Q(refusees=0),
                name="importation_tout_ou_rien",
                violation_error_message="Un tableau dont une ligne est refusée ne s'importe pas.",
            ),
            models.CheckConstraint(
                condition=Q(importee_le__isnull=True) | Q(importee_le__gte=F("lue_le")),
                name="importation_dans_l_ordre",
            ),
        ]

    def __str__(self) -> str:
        return self.nom_fichier

    def get_absolute_url(self) -> str:
        return reverse("importations:importation", args=[self.pk])

    @property
    def occupee(self) -> bool:
        """Is a worker reading it, or importing it?"""
        return self.travail is not None and self.travail.inacheve

    @property
    def lignes_lues(self) -> int:
        return self.nouvelles + self.changees + self.inchangees + self.refusees

    @property
    def a_faire(self) -> int:
        return self.nouvelles + self.changees

    @property
    def importable(self) -> bool:
        return bool(self.lue_le and not self.importee_le and not self.refusees and self.a_faire)
