"""One document made of a review, kept whole: the file, what it counted, from which content."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bilans.etats import SCELLES, GenreDocument
from commun.fichiers import chemin_opaque

from .bilan import Bilan


class Generation(models.Model):
    """Written in one piece once the PDF is whole: there is no row of a document in the making."""

    bilan = models.ForeignKey(Bilan, models.PROTECT, related_name="generations")
    numero = models.PositiveSmallIntegerField("numéro")
    genre = models.CharField("genre", max_length=10, choices=GenreDocument.choices)
    # The background job that made it: delivered twice, it still makes one document.
    travail = models.UUIDField("travail", unique=True, editable=False)
    demandee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="demandée par"
    )
    faite_le = models.DateTimeField("faite le")
    fichier = models.FileField("fichier", upload_to=chemin_opaque, max_length=200)
    nom = models.CharField("nom du fichier", max_length=200)
    taille = models.PositiveBigIntegerField("taille en octets")
    pages = models.PositiveIntegerField("pages")
    sha256 = models.CharField("SHA-256 du PDF", max_length=64)
    # Of the HTML that the PDF was made from: equal for equal data.
    empreinte_html = models.CharField("SHA-256 du contenu", max_length=64)
    chiffres = models.JSONField("chiffres", default=dict, blank=True)
    # The class tests that it tells of, by number: what a complement adds is what no sealed document told.
    tests_lus = models.JSONField("tests en classe racontés", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = "génération"
        verbose_name_plural = "générations"
        ordering = ["-numero", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["bilan", "numero"], name="generation_numero_unique"),
            models.UniqueConstraint(
                fields=["bilan"],
                condition=Q(genre="definitif"),
                name="generation_definitive_unique",
                violation_error_message="Le bilan est déjà définitif.",
            ),
            models.CheckConstraint(condition=Q(genre__in=GenreDocument.values), name="generation_genre_connu"),
            models.CheckConstraint(condition=~Q(fichier="") & ~Q(sha256=""), name="generation_entiere"),
        ]

    def __str__(self) -> str:
        return f"Génération n° {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("bilans:generation", args=[self.pk])

    @property
    def scellee(self) -> bool:
        return self.genre in SCELLES

    @property
    def complement(self) -> bool:
        return self.genre == GenreDocument.COMPLEMENT

    @property
    def definitive(self) -> bool:
        return self.genre == GenreDocument.DEFINITIF
