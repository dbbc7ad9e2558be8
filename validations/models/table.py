"""What lies on the table of an open séance: opinions said aloud, not signed yet, and the codes that sign them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from validations.etats import Avis, NatureVisa

from .seance import PointSeance, Seance


class AvisSeance(models.Model):
    """Read by those who are present, as long as the séance is open. Signing turns it into a visa."""

    point = models.ForeignKey(PointSeance, models.CASCADE, related_name="+")
    signataire = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nature = models.CharField("nature", max_length=15, choices=NatureVisa.choices)
    avis = models.CharField("avis", max_length=15, choices=Avis.choices)
    motif = models.TextField("motif ou commentaire", max_length=4000, blank=True)
    pose_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pose_le = models.DateTimeField("posé le")

    class Meta:
        verbose_name = "avis sur la table"
        verbose_name_plural = "avis sur la table"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["point", "nature"], name="avis_seance_nature_unique"),
            models.UniqueConstraint(
                fields=["point", "signataire"],
                name="avis_seance_signataire_unique",
                violation_error_message="Une même personne ne donne pas les deux visas.",
            ),
            models.CheckConstraint(
                condition=Q(avis="favorable") | ~Q(motif=""),
                name="avis_seance_reserve_motivee",
                violation_error_message="Dites pourquoi : le motif sera transmis aux producteurs.",
            ),
            models.CheckConstraint(condition=Q(avis__in=Avis.values), name="avis_seance_connu"),
            models.CheckConstraint(condition=Q(nature__in=NatureVisa.values), name="avis_seance_nature_connue"),
        ]

    def __str__(self) -> str:
        return f"Avis sur la table nº {self.pk}"


class CodeSeance(models.Model):
    """A code that signs, once, for one person, in one séance, exactly the opinions that it was asked for."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="+")
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    contenu = models.CharField("empreinte de ce qui sera signé", max_length=64)
    empreinte = models.CharField("empreinte du code", max_length=64)
    cree_le = models.DateTimeField("demandé le")
    expire_le = models.DateTimeField("expire le")
    essais = models.PositiveSmallIntegerField("essais", default=0)
    servi_le = models.DateTimeField("servi le", null=True)

    class Meta:
        verbose_name = "code de signature"
        verbose_name_plural = "codes de signature"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return f"Code nº {self.pk}"
